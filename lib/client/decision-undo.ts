import { uuidv7 } from "uuidv7";
import { ApiError } from "./api";
import { type DecidedOperation, decidedOperation, type OperationTitle } from "./decided-operation";
import { type Direction, UndoStacks } from "./undo-stacks";

/** What a curator did to the gold of a document and can take back, on later visits too. */
export class DecisionUndo extends UndoStacks<DecidedOperation> {
  /**
   * Does something that can be taken back. It is kept before it is sent, so that it can be taken back too where its
   * answer never arrived; what was refused was never done.
   */
  async perform(title: OperationTitle, send: (opId: string) => Promise<void>): Promise<void> {
    const operation = decidedOperation(title, uuidv7());
    const withdraw = this.push(operation);
    try {
      await send(operation.opId);
    } catch (error) {
      if (!(error instanceof ApiError && error.isPassing)) withdraw();
      throw error;
    }
  }

  /** Takes the newest step back, or does it again: `send` asks for it. */
  async step(
    direction: Direction,
    send: (body: { readonly opId: string; readonly undoes: string }) => Promise<void>,
  ): Promise<void> {
    const operation = this.take(direction);
    if (!operation) return;
    try {
      await send({ opId: operation.back, undoes: operation.opId });
      this.taken(direction, decidedOperation(operation.title, operation.back));
    } catch (error) {
      // What has been changed since can't be taken back any more, nor what never reached the server.
      const isGone = error instanceof ApiError && (error.code === "stale_revision" || error.status === 404);
      if (!isGone) this.putBack(direction, operation);
      throw error;
    } finally {
      this.keep();
    }
  }
}
