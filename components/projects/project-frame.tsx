"use client";

import { useSelectedLayoutSegments } from "next/navigation";
import type { ReactNode } from "react";

const uuidShape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Gives every page of a project its frame, but for the reading of one document, which brings its own. */
export function ProjectFrame({ framed, children }: { framed: ReactNode; children: ReactNode }) {
  const [place, document] = useSelectedLayoutSegments();
  const isReading = place === "documents" && document !== undefined && uuidShape.test(document);
  return isReading ? children : framed;
}
