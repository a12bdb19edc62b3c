import { ApiError, api } from "@/lib/client/api";
import { useRequest } from "@/lib/client/use-request";
import { readScheme, replaceScheme } from "@/lib/contracts/projects";
import type { Scheme } from "@/lib/domain/scheme/scheme";
import type { SchemeAtVersion } from "./scheme-board";

/**
 * Puts a new version in force. If somebody else did so in between, theirs is shown and the save is refused: the
 * same save again then builds on theirs.
 */
export function useSchemeSave(
  projectId: string,
  current: SchemeAtVersion,
  onChanged: (scheme: SchemeAtVersion) => void,
) {
  const { isBusy, error, run, forget } = useRequest();
  const params = { project: projectId };

  const save = (scheme: Scheme, done?: () => void) =>
    run(
      async () => {
        try {
          return await api(replaceScheme, { params, body: { version: current.version, scheme } });
        } catch (refusal) {
          if (refusal instanceof ApiError && refusal.code === "stale_revision")
            onChanged(await api(readScheme, { params }));
          throw refusal;
        }
      },
      (saved) => {
        onChanged(saved);
        done?.();
      },
    );

  return { isBusy, error, save, forget };
}
