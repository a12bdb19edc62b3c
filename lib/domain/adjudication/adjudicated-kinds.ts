import type { AnnotationKind } from "../annotation/annotation";
import type { AdjudicatedKind } from "./adjudicated-kind";
import { documentKind } from "./document-kind";
import { relationKind } from "./relation-kind";
import { spanKind } from "./span-kind";

/** Every kind of annotation that is compared and adjudicated. */
export const adjudicatedKinds: { readonly [K in AnnotationKind]: AdjudicatedKind<K> } = {
  span: spanKind,
  document: documentKind,
  relation: relationKind,
};

/** What is pointed at comes before what points at it. */
export const alignOrder = ["span", "document", "relation"] as const satisfies readonly AnnotationKind[];
