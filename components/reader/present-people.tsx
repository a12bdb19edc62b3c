"use client";

import { useTranslations } from "next-intl";
import { Avatar } from "@/components/ui/avatar";
import { Tooltip } from "@/components/ui/tooltip";
import { useSignal } from "@/lib/client/signal";
import type { PresentPerson } from "@/lib/contracts/presence";
import { useReader } from "./reader-context";

const SHOWN_MAX = 4;

/** Who else has this document open, and on which paragraph; where one may know. */
export function PresentPeople() {
  const t = useTranslations("threads");
  const { session, view } = useReader();
  const people = onceEach(useSignal(session.feed.present));
  if (people.length === 0) return null;
  return (
    <ul aria-label={t("present")} className="flex items-center -space-x-1">
      {people.slice(0, SHOWN_MAX).map(({ userId, name, block }) => (
        <li key={userId}>
          <Tooltip text={t("presentAt", { name, number: block + 1 })}>
            <button
              type="button"
              className="grid rounded-full ring-2 ring-surface"
              aria-label={t("presentAt", { name, number: block + 1 })}
              onClick={() => view.talk.showBlock(block)}
            >
              <Avatar name={name} size="sm" />
            </button>
          </Tooltip>
        </li>
      ))}
      {people.length > SHOWN_MAX && (
        <li className="ps-2 text-soft text-xs">{t("presentMore", { count: people.length - SHOWN_MAX })}</li>
      )}
    </ul>
  );
}

/** Somebody with two windows is one person. */
const onceEach = (people: readonly PresentPerson[]): PresentPerson[] => [
  ...new Map(people.map((person) => [person.userId, person])).values(),
];
