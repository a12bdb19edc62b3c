import createNextIntlPlugin from "next-intl/plugin";

const withNextIntl = createNextIntlPlugin("./lib/messages/request.ts");

/** Headers that never vary, on every response: pages, JSON, files and refusals alike. */
const fixedHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "no-referrer" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
  { key: "X-Frame-Options", value: "DENY" },
  {
    key: "Permissions-Policy",
    value:
      "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), microphone=(), midi=(), payment=(), usb=()",
  },
];

/**
 * The API answers data, never pages, so its policy is a constant. It is set here and not in proxy.ts because
 * a request that passes the proxy has its body buffered and cut at 10 MB, which would damage uploads.
 */
const apiHeaders = [
  {
    key: "Content-Security-Policy",
    value: "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  },
  { key: "Cache-Control", value: "private, no-store" },
];

/** @type {import("next").NextConfig} */
const config = {
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  reactStrictMode: true,
  // npm test checks the types; whoever starts a release should not wait for it a second time.
  typescript: { ignoreBuildErrors: true },
  agentRules: false,
  devIndicators: false,
  images: { unoptimized: true },
  serverExternalPackages: [
    "@mozilla/readability",
    "@node-rs/argon2",
    "@prisma/adapter-pg",
    "@prisma/client",
    "@prisma/schema-engine-wasm",
    "chardet",
    "graphile-worker",
    "highs",
    "linkedom",
    "mammoth",
    "pg",
    "pg-copy-streams",
    "pino",
    "unpdf",
    "yauzl",
    "yazl",
  ],
  headers: async () => [
    { source: "/:path*", headers: fixedHeaders },
    { source: "/api/:path*", headers: apiHeaders },
  ],
};

export default withNextIntl(config);
