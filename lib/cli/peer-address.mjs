import { AsyncLocalStorage } from "node:async_hooks";
import http from "node:http";

// Loaded before the web server. Next hands an application the request's headers, which a caller can write what they
// like into, and not its connection, which they can't: whatever answers a request finds here who is connected.
const peers = new AsyncLocalStorage();
globalThis.concordPeers = peers;

const { emit } = http.Server.prototype;
http.Server.prototype.emit = function emitWithPeer(event, ...values) {
  if (event !== "request") return emit.call(this, event, ...values);
  const [request] = values;
  return peers.run(request.socket.remoteAddress ?? "", () => emit.call(this, event, ...values));
};
