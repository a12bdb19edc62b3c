import net from "node:net";
import { errorCode, StartupProblem } from "@/lib/server/postgres/startup-problem";

/** The port to serve on: the wanted one if nobody has it, or any free one for 0. */
export async function freePort(wanted: number, host: string): Promise<number> {
  const server = net.createServer();
  try {
    return await new Promise<number>((resolve, reject) => {
      server.once("error", reject);
      server.listen(wanted, host, () => {
        const address = server.address();
        resolve(typeof address === "object" && address !== null ? address.port : wanted);
      });
    });
  } catch (thrown) {
    throw inPlainWords(thrown, wanted, host);
  } finally {
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  }
}

function inPlainWords(thrown: unknown, port: number, host: string): unknown {
  switch (errorCode(thrown)) {
    case "EADDRINUSE":
      return new StartupProblem(
        `Port ${port} is taken by another program.`,
        `Stop that one, or choose another port: PORT=${port < 65_535 ? port + 1 : 3000} npm start`,
      );
    case "EACCES":
      return new StartupProblem(
        `The system does not let this user open port ${port}.`,
        "Choose one above 1023, for example: PORT=3000 npm start",
      );
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return new StartupProblem(
        `HOST is ${host}, which is no address of this machine.`,
        "Leave it out to be reached from this machine only, or set HOST=0.0.0.0 to be reached from others.",
      );
    default:
      return thrown;
  }
}
