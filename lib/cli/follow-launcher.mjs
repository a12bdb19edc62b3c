// Loaded before a program that the launcher starts: when the launcher is gone (kill -9 too), the channel between them
// closes, and the program is asked to end as if by SIGTERM.
if (process.channel) {
  process.once("disconnect", () => {
    if (!process.emit("SIGTERM", "SIGTERM")) process.exit(143);
  });
  process.channel.unref();
}
