/** What a visitor sees in an empty conversation: where this is, who they are, what to try. */
import { Avatar } from "../shell/Avatar";
import { personOf } from "../state/state";
import { useStore } from "../state/store";

interface WelcomeProps {
  name: string;
  onSuggest(text: string): void;
}

export function Welcome({ name, onSuggest }: WelcomeProps) {
  const { workspace, user } = useStore();
  const { app, glossary, commands } = workspace;
  const me = personOf(workspace, user);
  return (
    <section className="welcome" aria-label="Welcome">
      <Avatar name={app.name} color={app.color} isApp size="large" />
      <h3>Welcome to {name}</h3>
      <p>
        This is a sandbox: a Slack workspace on your own machine, with {app.name} in it. You are{" "}
        <strong>{me?.real_name}</strong>
        {me?.title && <>, {lowerFirst(me.title)}</>}; the menu in the sidebar makes you somebody else.
      </p>
      {glossary && glossary.terms > 0 && <p>{glossaryLine(glossary)}</p>}
      {commands.length > 0 && (
        <>
          <p className="welcome-try">Try a command:</p>
          <div className="chips">
            {commands.map((command) => (
              <button
                key={command.command}
                type="button"
                className="chip"
                onClick={() => onSuggest(`${command.command} `)}
              >
                <code>{command.command}</code> {command.usage_hint}
              </button>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

function glossaryLine({ directory, copy, terms }: { directory: string; copy: boolean; terms: number }) {
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
