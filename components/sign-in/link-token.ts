import { useEffect, useState } from "react";

/**
 * The token in the address's fragment: undefined before the browser has looked, null when there is none. It is
 * taken out of the address bar at once, so that it stays in no history and on no shared screen.
 */
export function useLinkToken(): string | null | undefined {
  const [token, setToken] = useState<string | null>();

  useEffect(() => {
    function take(): void {
      const found = window.location.hash.slice(1);
      if (found) window.history.replaceState(window.history.state, "", window.location.pathname);
      setToken((before) => (found ? found : (before ?? null)));
    }
    take();
    // Opening a second link in the same tab changes nothing but the fragment.
    window.addEventListener("hashchange", take);
    return () => window.removeEventListener("hashchange", take);
  }, []);

  return token;
}
