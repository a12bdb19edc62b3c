import "server-only";
import { errorCode, StartupProblem } from "./startup-problem";

/** Says in words why a database at `url` cannot be reached. The password in the address is never repeated. */
export function describeConnectionFailure(thrown: unknown, url: string): StartupProblem {
  const where = placeOf(url);
  const [message, remedy] = words(errorCode(thrown), where);
  const said = thrown instanceof Error && thrown.message ? ` (${thrown.message})` : "";
  return new StartupProblem(message + said, remedy, { cause: thrown });
}

function words(code: string | undefined, where: string): [string, string] {
  switch (code) {
    case "ECONNREFUSED":
      return [`No Postgres answers at ${where}`, "Start it, or correct DATABASE_URL."];
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return [`The host of ${where} is unknown`, "Correct the host name in DATABASE_URL."];
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
      return [
        `${where} does not answer`,
        "Check the network and the firewall, and the host in DATABASE_URL.",
      ];
    case "28P01":
    case "28000":
      return [`Postgres at ${where} refuses the user or password`, "Correct them in DATABASE_URL."];
    case "3D000":
      return [
        `The database of ${where} does not exist`,
        "Create it with `createdb`, or correct DATABASE_URL.",
      ];
    case "53300":
      return [
        `Postgres at ${where} has no free connection`,
        "Raise max_connections or stop what holds them.",
      ];
    default:
      return [`Cannot connect to Postgres at ${where}`, "Check DATABASE_URL and DATABASE_DIRECT_URL."];
  }
}

function placeOf(url: string): string {
  if (!URL.canParse(url)) return "the address in DATABASE_URL";
  const { hostname, port, pathname, searchParams } = new URL(url);
  return `${searchParams.get("host") ?? hostname}${port ? `:${port}` : ""}${pathname}`;
}
