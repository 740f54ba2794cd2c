/** What begins a conversation: where this is, who the visitor is, what to try. */
import { Avatar } from "../shell/Avatar";
import { personOf } from "../state/state";
import type { Glossary } from "../state/protocol";
import { useStore } from "../state/store";

interface WelcomeProps {
  name: string;
  onTry(text: string): void;
}

export function Welcome({ name, onTry }: WelcomeProps) {
  const { workspace, user } = useStore();
  const { app, glossary } = workspace;
  const examples = app.connected ? (glossary?.examples ?? []) : [];
  const me = personOf(workspace, user);
  return (
    <section className="welcome" aria-label="Welcome">
      <Avatar name={app.name} color={app.color} isApp size="large" />
      <h2>Welcome to {name}</h2>
      <p>
        This is a sandbox: a Slack workspace on your own machine, with {app.name} in it. You are{" "}
        <strong>{me?.real_name}</strong>
        {me?.title && <>, {lowerFirst(me.title)}</>}; to be somebody else, use the menu in the sidebar.
      </p>
      {glossary && glossary.terms > 0 && <p>{glossaryLine(glossary)}</p>}
      {examples.length > 0 && (
        <>
          <p className="welcome-try">Try one of these:</p>
          <div className="chips">
            {examples.map((example) => (
              <button key={example} type="button" className="chip" onClick={() => onTry(example)}>
                <code>{example}</code>
              </button>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

function glossaryLine({ directory, copy, terms }: Glossary) {
  const count = `${terms} ${terms === 1 ? "term" : "terms"}`;
  return copy ? (
    <>
      It answers from a copy of the glossary in <code>{directory}</code> ({count}): try what you like,
      the original stays as it is.
    </>
  ) : (
    <>
      It answers from the glossary in <code>{directory}</code> ({count}): what you change here changes
      there.
    </>
  );
}

function lowerFirst(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}
