import type { ReactNode } from "react";
import { Callout } from "./callout";

/** Why a form was not accepted as a whole; read aloud when it appears. Always render it, empty when all is well. */
export function FormError({ title, children }: { title?: ReactNode; children?: ReactNode }) {
  return (
    // Out of the flow while it is empty, or it would take up a grid's gap.
    <div role="alert" className="empty:absolute">
      {(title || children) && (
        <Callout tone="danger" title={title}>
          {children}
        </Callout>
      )}
    </div>
  );
}
