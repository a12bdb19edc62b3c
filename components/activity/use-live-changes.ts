import { useEffect, useRef, useState } from "react";
import { addressOf } from "@/lib/client/api";
import { type ChangeResource, listChanges } from "@/lib/contracts/entities";

/** Calls `arrived` with each change after `since` as it happens. True while the line is open. */
export function useLiveChanges(
  projectId: string,
  since: string,
  arrived: (change: ChangeResource) => void,
): boolean {
  const [isOpen, setOpen] = useState(false);
  const latest = useRef(arrived);
  useEffect(() => {
    latest.current = arrived;
  });

  useEffect(() => {
    const address = addressOf(listChanges, { params: { project: projectId }, query: { since } });
    // The browser reconnects by itself and names the last change that it has seen.
    const feed = new EventSource(address);
    feed.onopen = () => setOpen(true);
    feed.onerror = () => setOpen(false);
    feed.onmessage = (event: MessageEvent<string>) => {
      // Our own server writes this feed, from values of this type.
      latest.current(JSON.parse(event.data) as ChangeResource);
    };
    return () => feed.close();
  }, [projectId, since]);

  return isOpen;
}
