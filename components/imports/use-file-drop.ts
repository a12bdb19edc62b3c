import { useEffect, useRef, useState } from "react";
import { type ChosenFile, filesOfDrop } from "@/lib/client/import-files";

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** Files may be dropped anywhere on the page. Says whether some are being carried over it. */
export function useFileDrop(onFiles: (files: readonly ChosenFile[]) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });

  useEffect(() => {
    function onDragOver(event: DragEvent): void {
      if (!carriesFiles(event)) return;
      // Without this the browser opens the file instead of the page.
      event.preventDefault();
      setOver(true);
    }
    function onDragLeave(event: DragEvent): void {
      // Moving from one element to another leaves the first; leaving the window has nothing to enter.
      if (event.relatedTarget === null) setOver(false);
    }
    function onDrop(event: DragEvent): void {
      setOver(false);
      if (!carriesFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      void filesOfDrop(event.dataTransfer).then((files) => latest.current(files));
    }
    window.addEventListener("dragover", onDragOver);
    window.addEventListener("dragleave", onDragLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onDragOver);
      window.removeEventListener("dragleave", onDragLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);

  return isOver;
}
