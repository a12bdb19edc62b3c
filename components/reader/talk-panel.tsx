"use client";

import { MessageSquarePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { uuidv7 } from "uuidv7";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { Topic } from "@/lib/client/discussion";
import { useSignal } from "@/lib/client/signal";
import type { ThreadResource } from "@/lib/contracts/threads";
import { CommentForm } from "./comment-form";
import { useReader } from "./reader-context";
import { useKeyCaps } from "./tag-toolbar";
import { ThreadCard } from "./thread-card";

/** All conversations on the document in the order of its text, and the beginning of a new one. */
export function TalkPanel() {
  const t = useTranslations("threads");
  const { session, view } = useReader();
  const { discussion, seed } = session;
  const threads = useSignal(discussion.threads);
  const problem = useSignal(discussion.problem);
  const isLoaded = useSignal(discussion.isLoaded);
  const topic = useSignal(view.talk.topic);
  const openId = useSignal(view.talk.threadId);
  const caps = useKeyCaps();
  const [shows, setShows] = useState<"open" | "all">("open");
  const place = usePlaceOf();
  const shown = threads
    .filter((thread) => shows === "all" || thread.state === "open" || thread.id === openId)
    .toSorted((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));

  return (
    <div className="grid min-h-0 flex-1 content-start gap-3 overflow-y-auto p-4">
      {topic ? (
        <NewThreadForm key={JSON.stringify(topic)} topic={topic} />
      ) : (
        seed.mayComment && (
          <Button
            size="sm"
            icon={<MessageSquarePlus aria-hidden className="size-4" />}
            title={caps("Mod+Alt+m").join(" ")}
            // The text keeps its selection, which the conversation is about.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => view.talk.begin()}
          >
            {t("begin")}
          </Button>
        )
      )}
      {problem !== null && (
        <Callout
          tone="danger"
          title={t("loadFailed")}
          actions={
            <Button size="sm" onClick={() => void discussion.load()}>
              {t("again")}
            </Button>
          }
        >
          {problem}
        </Callout>
      )}
      {threads.length > 0 && (
        <Field label={t("show")} hideLabel>
          {(control) => (
            <Select
              {...control}
              value={shows}
              onChange={(event) => setShows(event.target.value === "all" ? "all" : "open")}
            >
              <option value="open">{t("onlyOpen")}</option>
              <option value="all">{t("all")}</option>
            </Select>
          )}
        </Field>
      )}
      {isLoaded && shown.length === 0 && !topic && (
        <EmptyState title={t("empty.title")} level={3}>
          {threads.length > 0 ? t("empty.allResolved") : t("empty.text")}
        </EmptyState>
      )}
      {shown.map((thread) => (
        <ThreadCard key={thread.id} thread={thread} isOpen={thread.id === openId} />
      ))}
    </div>
  );
}

/** Where in the text a conversation belongs; those about the whole document come first. */
function usePlaceOf(): (thread: ThreadResource) => number {
  const { store } = useReader().session;
  return ({ annotationId, start }) => {
    const row = annotationId === null ? undefined : store.get(annotationId);
    return start ?? (row?.kind === "span" ? (row.spans[0]?.start ?? -1) : -1);
  };
}

function NewThreadForm({ topic }: { topic: Topic }) {
  const t = useTranslations("threads");
  const { session, view } = useReader();
  const { discussion, seed } = session;
  const sets = useSignal(session.sets);
  const [about, setAbout] = useState("");
  const id = useRef(uuidv7());
  const annotators = sets.filter(({ kind, isMine }) => kind === "annotator" && !isMine);
  const setId =
    topic.kind === "annotation" ? topic.setId : about || (sets.find(({ isMine }) => isMine)?.id ?? null);
  const words =
    topic.kind === "document" ? t("aboutDocument") : t("about", { quote: topic.quote.slice(0, 160) });

  return (
    <section className="reader-thread" data-open aria-label={t("begin")}>
      <p className="text-soft text-sm" dir="auto">
        {words}
      </p>
      {topic.kind !== "annotation" && seed.mayModerate && annotators.length > 0 && (
        <Field label={t("whoSees")}>
          {(control) => (
            <Select {...control} value={about} onChange={(event) => setAbout(event.target.value)}>
              <option value="">{t("leadsUntilOpen")}</option>
              {annotators.map((set) => (
                <option key={set.id} value={set.id}>
                  {t("andAnnotator", { name: set.name })}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <CommentForm
        label={t("firstComment")}
        sendLabel={t("send")}
        setId={setId}
        draftKey={JSON.stringify(topic)}
        focuses
        send={async (comment) => {
          const made = await discussion.begin(id.current, topic, comment, about || undefined);
          view.talk.topic.set(null);
          view.talk.threadId.set(made.id);
        }}
        onCancel={() => view.talk.topic.set(null)}
      />
    </section>
  );
}
