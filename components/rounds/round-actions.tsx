"use client";

import { ChevronDown } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import type { RoundResource } from "@/lib/contracts/rounds";
import type { DocumentsOp } from "./change-documents-dialog";

type RoundActionsProps = {
  readonly round: RoundResource;
  readonly isBusy: boolean;
  readonly onEdit: () => void;
  readonly onDocuments: (op: DocumentsOp) => void;
  readonly onHandOver: () => void;
  readonly onRemind: () => void;
  readonly onReplan: () => void;
  readonly onOpen: () => void;
  readonly onClose: () => void;
};

/** What a lead can do with a round: the next step as a button, all else in one menu. */
export function RoundActions(props: RoundActionsProps) {
  const { round, isBusy, onOpen, onClose } = props;
  const t = useTranslations("rounds.page");
  const [isClosing, setClosing] = useState(false);
  const isPlanned = round.state === "planned";
  return (
    <>
      <ActionMenu {...props} onClose={() => setClosing(true)} />
      <ConfirmDialog
        open={isClosing}
        onOpenChange={setClosing}
        title={t(isPlanned ? "closePlannedTitle" : "closeTitle")}
        description={t(isPlanned ? "closePlannedText" : "closeText")}
        confirmLabel={t("close")}
        onConfirm={onClose}
      />
      {isPlanned && (
        <Button variant="primary" busy={isBusy} onClick={onOpen}>
          {t("open")}
        </Button>
      )}
      {round.state === "closed" && (
        <ConfirmDialog
          title={t("reopenTitle")}
          description={t("reopenText")}
          confirmLabel={t("openAgain")}
          onConfirm={onOpen}
          trigger={
            <Button variant="primary" busy={isBusy}>
              {t("openAgain")}
            </Button>
          }
        />
      )}
    </>
  );
}

function ActionMenu(props: RoundActionsProps) {
  const { round, isBusy, onEdit, onDocuments, onHandOver, onRemind, onReplan, onClose } = props;
  const t = useTranslations("rounds.page");
  const isOpen = round.state === "open";
  return (
    <Menu
      trigger={
        <Button busy={isBusy}>
          {t("actions")}
          <ChevronDown aria-hidden className="size-4" />
        </Button>
      }
    >
      <MenuItem onSelect={onEdit}>{t("edit")}</MenuItem>
      <MenuSeparator />
      {round.state !== "closed" && (
        <MenuItem onSelect={() => onDocuments("add")}>{t("addDocuments")}</MenuItem>
      )}
      <MenuItem onSelect={() => onDocuments("move")}>{t("moveDocuments")}</MenuItem>
      <MenuItem onSelect={() => onDocuments("remove")}>{t("removeDocuments")}</MenuItem>
      {isOpen && (
        <>
          <MenuSeparator />
          {round.mode === "assigned" && <MenuItem onSelect={onReplan}>{t("replan")}</MenuItem>}
          <MenuItem onSelect={onHandOver}>{t("handOver")}</MenuItem>
          <MenuItem onSelect={onRemind}>{t("remind")}</MenuItem>
        </>
      )}
      {round.state !== "closed" && (
        <>
          <MenuSeparator />
          <MenuItem danger onSelect={onClose}>
            {t(round.state === "planned" ? "giveUp" : "closeRound")}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
