import type { ChangeResource } from "@/lib/contracts/entities";
import {
  createComment,
  createThread,
  deleteComment,
  listThreads,
  markThreadRead,
  type NewComment,
  readAudience,
  readThread,
  reopenThread,
  resolveThread,
  type ThreadResource,
  updateComment,
} from "@/lib/contracts/threads";
import { ApiError, api } from "./api";
import { Drafts } from "./drafts";
import type { Place } from "./outbox";
import { Signal } from "./signal";

/** What a new conversation is to be about. */
export type Topic =
  | {
      readonly kind: "annotation";
      readonly annotationId: string;
      readonly setId: string;
      readonly quote: string;
    }
  | { readonly kind: "span"; readonly start: number; readonly end: number; readonly quote: string }
  | { readonly kind: "document" };

export type Spoken = { readonly id: string; readonly name: string };
const PAGE_SIZE = 200;

/** The conversations on one document that this person may see, kept as they are on the server. */
export class Discussion {
  readonly threads = new Signal<readonly ThreadResource[]>([]);
  /** Why they could not be read; null when they were. */
  readonly problem = new Signal<string | null>(null);
  readonly isLoaded = new Signal(false);
  /** Words that have not been sent, by what they are about: they stay when one looks elsewhere. */
  readonly drafts: Drafts;
  #loads = 0;

  constructor(readonly place: Place) {
    const { userId, projectId, documentId } = place;
    this.drafts = new Drafts(`${userId} ${projectId} ${documentId}`);
  }

  get #params() {
    return { project: this.place.projectId, document: this.place.documentId };
  }

  async load(): Promise<void> {
    const load = ++this.#loads;
    const threads: ThreadResource[] = [];
    try {
      let cursor: string | undefined;
      do {
        const query = { limit: PAGE_SIZE, ...(cursor === undefined ? {} : { cursor }) };
        const page = await api(listThreads, { params: this.#params, query });
        threads.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      if (load !== this.#loads) return;
      this.threads.set(threads);
      this.problem.set(null);
      this.isLoaded.set(true);
    } catch (error) {
      if (load === this.#loads) this.problem.set(error instanceof ApiError ? error.message : "");
    }
  }

  /** Something was said, changed or ended: that conversation is read again, for this person's own count too. */
  receive(change: ChangeResource): void {
    const { threadId } = (change.after ?? {}) as { threadId?: string };
    void this.#refresh(change.kind.startsWith("thread.") ? change.subjectId : (threadId ?? ""));
  }

  async #refresh(thread: string): Promise<void> {
    try {
      this.#put(await api(readThread, { params: { ...this.#params, thread } }));
    } catch (error) {
      if (error instanceof ApiError && error.code === "not_found")
        this.threads.set(this.threads.value.filter(({ id }) => id !== thread));
    }
  }

  #put(thread: ThreadResource): void {
    const known = this.threads.value;
    const others = known.filter(({ id }) => id !== thread.id);
    const isSaid = thread.comments.some(({ deletedAt }) => deletedAt === null);
    const at = known.findIndex(({ id }) => id === thread.id);
    if (!isSaid) this.threads.set(others);
    else if (at < 0) this.threads.set([...known, thread]);
    else this.threads.set(known.map((one) => (one.id === thread.id ? thread : one)));
  }

  /** Begins a conversation. Sent again with the same ids, it is begun once. */
  async begin(id: string, topic: Topic, comment: NewComment, setId?: string): Promise<ThreadResource> {
    const about =
      topic.kind === "annotation"
        ? { annotationId: topic.annotationId }
        : topic.kind === "span"
          ? { span: { start: topic.start, end: topic.end, quote: topic.quote } }
          : {};
    const body = {
      id,
      comment,
      ...about,
      ...(setId !== undefined && topic.kind !== "annotation" ? { setId } : {}),
    };
    const thread = await api(createThread, { params: this.#params, body });
    this.#put(thread);
    return thread;
  }

  async reply(thread: string, comment: NewComment): Promise<void> {
    await api(createComment, { params: { ...this.#params, thread }, body: comment });
    await this.#refresh(thread);
  }

  async edit(
    comment: { id: string; threadId: string; revision: number },
    text: string,
    mentions: string[],
  ): Promise<void> {
    const params = { ...this.#params, thread: comment.threadId, comment: comment.id };
    await api(updateComment, { params, body: { revision: comment.revision, text, mentions } });
    await this.#refresh(comment.threadId);
  }

  async remove(comment: { id: string; threadId: string; revision: number }): Promise<void> {
    const params = { ...this.#params, thread: comment.threadId, comment: comment.id };
    await api(deleteComment, { params, query: { revision: comment.revision } });
    await this.#refresh(comment.threadId);
  }

  async move({ id, revision, state }: ThreadResource): Promise<void> {
    const operation = state === "open" ? resolveThread : reopenThread;
    this.#put(await api(operation, { params: { ...this.#params, thread: id }, body: { revision } }));
  }

  /** Notes that this person has seen a conversation as it is here. */
  async markRead({ id, unread, comments }: ThreadResource): Promise<void> {
    const last = comments.at(-1);
    if (unread === 0 || !last) return;
    this.#put(
      await api(markThreadRead, { params: { ...this.#params, thread: id }, body: { commentId: last.id } }),
    );
  }

  /** Who can be spoken to about a set's work here. */
  async audience(set: string | null): Promise<readonly Spoken[]> {
    const query = set === null ? {} : { set };
    const { items } = await api(readAudience, { params: this.#params, query });
    return items;
  }
}
