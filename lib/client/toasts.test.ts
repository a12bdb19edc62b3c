import { afterEach, describe, expect, it } from "vitest";
import { currentToasts, dismissToast, showToast, subscribeToToasts } from "./toasts";

afterEach(() => {
  for (const toast of currentToasts()) dismissToast(toast.id);
});

describe("toasts", () => {
  it("keeps a failure on the screen until it is dismissed", () => {
    const id = showToast({ tone: "danger", happened: "Not saved" });
    expect(currentToasts()).toMatchObject([{ id, durationMs: null }]);
    dismissToast(id);
    expect(currentToasts()).toEqual([]);
  });

  it("gives more time to one that offers something to do", () => {
    showToast({ happened: "Saved" });
    showToast({ happened: "Deleted", action: { label: "Undo", run: () => {} } });
    const [plain, offer] = currentToasts().map((toast) => toast.durationMs ?? 0);
    expect(offer).toBeGreaterThan(plain ?? 0);
  });

  it("lets the oldest go when there are too many to read", () => {
    for (const happened of ["1", "2", "3", "4", "5"]) showToast({ happened });
    expect(currentToasts().map((toast) => toast.happened)).toEqual(["2", "3", "4", "5"]);
  });

  it("tells its listeners, and stops when they leave", () => {
    let calls = 0;
    const leave = subscribeToToasts(() => {
      calls += 1;
    });
    const id = showToast({ happened: "Saved" });
    leave();
    dismissToast(id);
    expect(calls).toBe(1);
  });

  it("hands out the same list while nothing changes, as a subscribing component needs", () => {
    showToast({ happened: "Saved" });
    expect(currentToasts()).toBe(currentToasts());
  });
});
