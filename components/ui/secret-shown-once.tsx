"use client";

import type { ReactNode } from "react";
import { Callout } from "./callout";
import { CopyButton } from "./copy-button";
import { Input } from "./input";

type SecretShownOnceProps = {
  readonly secret: string;
  readonly label: string;
  readonly warning: string;
  /** What to do with it, or how long it holds. */
  readonly children: ReactNode;
};

/** A link or key that nobody sees again, ready to be copied. */
export function SecretShownOnce({ secret, label, warning, children }: SecretShownOnceProps) {
  return (
    <div className="grid gap-4">
      <Callout tone="warning">{warning}</Callout>
      <div className="flex flex-wrap items-center gap-3">
        {/* An input, so that it can be selected whole by keyboard where copying is not allowed. */}
        <Input
          readOnly
          value={secret}
          aria-label={label}
          className="flex-1 basis-60 font-mono"
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton text={secret} variant="primary" size="md" />
      </div>
      <p className="text-sm text-soft">{children}</p>
    </div>
  );
}
