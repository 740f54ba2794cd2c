/** Who the visitor is, and the menu to be somebody else. */
import { useCallback, useRef, useState } from "react";
import { Menu } from "../overlay/Menu";
import type { Person } from "../state/protocol";
import { personOf } from "../state/state";
import { useStore } from "../state/store";
import { Avatar } from "./Avatar";
import { CheckIcon, ChevronIcon } from "./icons";

export function PersonMenu() {
  const { workspace, user, becomePerson } = useStore();
  const [isOpen, setIsOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setIsOpen(false), []);
  const me = personOf(workspace, user);
  if (!me) return null;
  const items = workspace.people
    .filter((person) => !person.is_bot)
    .map((person) => ({
      id: person.id,
      label: (
        <>
          {person.real_name}
          {person.is_guest && <span className="tag">Guest</span>}
          {person.is_steward && <span className="tag">Steward</span>}
        </>
      ),
      detail: person.title,
      icon: <PersonIcon person={person} isMe={person.id === user} />,
      isCurrent: person.id === user,
      choose: () => becomePerson(person.id),
    }));
  return (
    <>
      <button
        ref={trigger}
        type="button"
        className="person-trigger"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Avatar name={me.real_name} color={me.color} initials={me.initials} />
        <span className="person-words">
          <span className="person-name">
            <span className="person-lead">You are:</span> {me.real_name}
          </span>
          <span className="person-title">{me.title}</span>
        </span>
        <ChevronIcon />
      </button>
      {isOpen && (
        <Menu
          anchor={trigger}
          label="Switch person"
          items={items}
          onClose={close}
          heading={<p className="menu-heading">Be somebody else</p>}
        />
      )}
    </>
  );
}

function PersonIcon({ person, isMe }: { person: Person; isMe: boolean }) {
  return (
    <span className="person-icon">
      <Avatar name={person.real_name} color={person.color} initials={person.initials} />
      {isMe && (
        <span className="person-check">
          <CheckIcon />
        </span>
      )}
    </span>
  );
}
