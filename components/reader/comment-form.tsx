"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { uuidv7 } from "uuidv7";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Textarea } from "@/components/ui/textarea";
import type { Spoken } from "@/lib/client/discussion";
import { matchingPeople, mentionQuery, spokenTo } from "@/lib/client/mention-query";
import { useRequest } from "@/lib/client/use-request";
import { COMMENT_LENGTH_MAX } from "@/lib/contracts/threads";
import { useReader } from "./reader-context";

const OFFERED_MAX = 6;

type SentComment = { readonly id: string; readonly text: string; readonly mentions: string[] };

type CommentFormProps = {
  readonly label: string;
  readonly sendLabel: string;
  /** Whose work is spoken about: decides who can be spoken to. */
  readonly setId: string | null;
  /** What unsent words are kept under, so that Escape and looking elsewhere lose none. */
  readonly draftKey: string;
  readonly initial?: string;
  readonly focuses?: boolean;
  readonly send: (comment: SentComment) => Promise<unknown>;
  readonly onCancel?: () => void;
};

/** Words to teammates, with @ to speak to somebody. Nothing typed is lost: not by a refusal, nor by looking elsewhere. */
export function CommentForm(props: CommentFormProps) {
  const { label, sendLabel, setId, draftKey, initial = "", focuses, send, onCancel } = props;
  const t = useTranslations("threads");
  const { drafts } = useReader().session.discussion;
  const [text, setText] = useState(drafts.get(draftKey) ?? initial);
  const { isBusy, error, run } = useRequest();
  const area = useRef<HTMLTextAreaElement>(null);
  // The same id until it has arrived: sent again after a lost answer, it is said once.
  const id = useRef(uuidv7());
  const mention = useMentions(setId, text, area);

  useEffect(() => {
    if (focuses) area.current?.focus();
  }, [focuses]);

  const change = (next: string) => {
    setText(next);
    drafts.set(draftKey, next);
  };
  const submit = () => {
    if (text.trim() === "") return;
    run(
      () => send({ id: id.current, text: text.trim(), mentions: spokenTo(text, mention.people) }),
      () => {
        id.current = uuidv7();
        setText("");
        drafts.delete(draftKey);
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (mention.onKeyDown(event, change)) return;
    if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) {
      event.preventDefault();
      submit();
    } else if (event.key === "Escape" && onCancel) {
      event.preventDefault();
      onCancel();
    }
  };

  return (
    <form
      className="relative grid gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Field label={label} hideLabel error={error?.problem?.issues?.[0]?.message}>
        {(control) => (
          <Textarea
            {...control}
            {...mention.aria}
            ref={area}
            rows={2}
            dir="auto"
            value={text}
            maxLength={COMMENT_LENGTH_MAX}
            placeholder={t("placeholder")}
            onChange={(event) => {
              change(event.target.value);
              mention.look();
            }}
            onClick={mention.look}
            onBlur={mention.close}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <MentionList mention={mention} onChoose={(person) => mention.choose(person, change)} />
      <p role="status" className="text-soft text-xs empty:hidden">
        {mention.isNobody && t("nobodySees")}
      </p>
      {error && !error.problem?.issues && <FormError>{error.message}</FormError>}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" size="sm" variant="primary" busy={isBusy} disabled={text.trim() === ""}>
          {sendLabel}
        </Button>
        {onCancel && (
          <Button
            size="sm"
            variant="ghost"
            onClick={() => {
              drafts.delete(draftKey);
              onCancel();
            }}
          >
            {t("cancel")}
          </Button>
        )}
      </div>
    </form>
  );
}

type Mentions = ReturnType<typeof useMentions>;

/** Who is offered while a name is typed after an @, and what the keys do meanwhile. */
function useMentions(setId: string | null, text: string, area: React.RefObject<HTMLTextAreaElement | null>) {
  const { discussion } = useReader().session;
  const listId = useId();
  const [people, setPeople] = useState<readonly Spoken[]>([]);
  const [caret, setCaret] = useState<number | null>(null);
  const [at, setAt] = useState(0);
  const [isRead, setRead] = useState(false);
  const isAsked = useRef(false);
  const typed = caret === null ? null : mentionQuery(text, caret);
  const offered = typed ? matchingPeople(people, typed.query).slice(0, OFFERED_MAX) : [];
  const active = offered[Math.min(at, offered.length - 1)];
  // Only of one word: who has gone on writing is not told that nobody has the name of a sentence.
  const isNobody = isRead && typed !== null && offered.length === 0 && !/\s/u.test(typed.query);

  // Names are read when they are first needed, or there are some to keep in an edited text.
  const read = () => {
    if (isAsked.current) return;
    isAsked.current = true;
    discussion.audience(setId).then(
      (found) => {
        setPeople(found);
        setRead(true);
      },
      () => {
        isAsked.current = false;
      },
    );
  };
  useEffect(() => {
    if (text.includes("@")) read();
  });

  function choose(person: Spoken, change: (next: string) => void): void {
    if (!typed || caret === null) return;
    const before = `${text.slice(0, typed.start)}@${person.name} `;
    change(before + text.slice(caret));
    setCaret(null);
    requestAnimationFrame(() => {
      area.current?.focus();
      area.current?.setSelectionRange(before.length, before.length);
    });
  }

  return {
    people,
    offered,
    active,
    isNobody,
    listId,
    choose,
    look: () => {
      setCaret(area.current?.selectionStart ?? null);
      setAt(0);
    },
    close: () => setCaret(null),
    aria: {
      role: "combobox",
      "aria-expanded": offered.length > 0,
      "aria-autocomplete": "list",
      "aria-controls": listId,
      ...(active ? { "aria-activedescendant": `${listId}${active.id}` } : {}),
    } as const,
    /** True when the list took the key. */
    onKeyDown(event: KeyboardEvent, change: (next: string) => void): boolean {
      if (isNobody && event.key === "Escape") {
        setCaret(null);
        event.preventDefault();
        event.stopPropagation();
        return true;
      }
      if (!active) return false;
      const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
      const move = moves[event.key];
      if (move !== undefined) setAt((at + move + offered.length) % offered.length);
      else if (event.key === "Enter" || event.key === "Tab") choose(active, change);
      else if (event.key === "Escape") setCaret(null);
      else return false;
      event.preventDefault();
      event.stopPropagation();
      return true;
    },
  };
}

function MentionList({ mention, onChoose }: { mention: Mentions; onChoose: (person: Spoken) => void }) {
  const t = useTranslations("threads");
  const { offered, active, listId } = mention;
  return (
    <div
      id={listId}
      role="listbox"
      aria-label={t("people")}
      hidden={offered.length === 0}
      className="absolute inset-x-0 top-full z-50 -mt-10 rounded-md border border-line bg-raised p-1 shadow-float"
    >
      {offered.map((person) => (
        <div
          key={person.id}
          id={`${listId}${person.id}`}
          role="option"
          tabIndex={-1}
          aria-selected={person === active}
          // Before the field loses the focus, and with it the list.
          onMouseDown={(event) => {
            event.preventDefault();
            onChoose(person);
          }}
          className="cursor-pointer truncate rounded-sm px-2 py-1 text-sm aria-selected:bg-accent-soft aria-selected:text-accent-ink"
        >
          {person.name}
        </div>
      ))}
    </div>
  );
}
