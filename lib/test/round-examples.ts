import { uuidv7 } from "uuidv7";
import type { OperationName } from "@/lib/contracts/registry";
import { changeRoundDocuments } from "@/lib/server/rounds/change-documents";
import { claimDocument } from "@/lib/server/rounds/claim";
import { changeMatrix } from "@/lib/server/rounds/matrix";
import type { Input } from "./call-api";
import type { Setting } from "./example-setting";
import { scopeOf } from "./open-installation";
import { openRoundOf, planRoundOf } from "./open-round";
import { addDocument, mark } from "./open-team";

let number = 0;
const newDocument = ({ team }: Setting) =>
  addDocument(team, `Dispatch ${++number}`, `Minister Oran met the envoy in Lysa, ${number}.`);
/** Whose rows stand in where this person has none. */
const coder = ({ team, who, isCoder }: Setting) => (isCoder ? who : team.ana);

async function planned(setting: Setting) {
  const document = await newDocument(setting);
  const round = await planRoundOf(setting.team, [document], [coder(setting), setting.team.owner]);
  const params = { project: setting.team.projectId, round: round.id };
  return { params, document, revision: round.revision };
}

async function opened(setting: Setting, mode: "assigned" | "claimed" = "assigned") {
  const document = await newDocument(setting);
  const round = await openRoundOf(setting.team, [document], [coder(setting)], { mode });
  const params = { project: setting.team.projectId, round: round.id };
  return { params, document, revision: round.revision };
}

const handing = (setting: Setting, { params }: { params: { project: string; round: string } }) => ({
  params: { project: params.project },
  body: { from: coder(setting).userId, to: [setting.team.ben.userId], round: params.round },
});

const asked = async (setting: Setting) => ({
  id: uuidv7(),
  name: "First round",
  documents: { ids: [await newDocument(setting)] },
  members: [coder(setting).userId],
});

type RoundOperation = Extract<
  OperationName,
  | `${string}Round`
  | `${string}Rounds`
  | `${string}Matrix`
  | `${string}Progress`
  | `${"discard" | "restore" | "apply"}Plan`
  | `${string}RoundDocuments`
  | `${string}RoundChange`
  | "handOver"
  | "previewHandOver"
  | "claimDocument"
  | "giveBackDocument"
  | "reportActivity"
>;

/** A request about rounds and progress that succeeds for whoever is allowed it. */
export const roundExamples: {
  readonly [Name in RoundOperation]: (setting: Setting) => Input | Promise<Input>;
} = {
  createRound: async (setting) => ({
    params: { project: setting.team.projectId },
    body: await asked(setting),
  }),
  previewRound: async (setting) => ({
    params: { project: setting.team.projectId },
    body: await asked(setting),
  }),
  listRounds: ({ team }) => ({ params: { project: team.projectId } }),
  readRound: async (setting) => ({ params: (await planned(setting)).params }),
  updateRound: async (setting) => {
    const { params, revision } = await planned(setting);
    return { params, body: { name: "Second thoughts", revision } };
  },
  openRound: async (setting) => {
    const { params, revision } = await planned(setting);
    return { params, body: { revision } };
  },
  closeRound: async (setting) => {
    const { params, revision } = await opened(setting);
    return { params, body: { revision } };
  },
  planRound: async (setting) => ({ params: (await planned(setting)).params }),
  applyPlan: async (setting) => ({ params: (await opened(setting)).params }),
  readMatrix: async (setting) => ({ params: (await opened(setting)).params }),
  changeMatrix: async (setting) => {
    const { params, document: documentId } = await opened(setting);
    const { userId } = setting.team.ben;
    return { params, body: { changes: [{ documentId, userId, op: "add" }] } };
  },
  discardPlan: async (setting) => {
    const { params, revision } = await planned(setting);
    return { params, body: { revision } };
  },
  restorePlan: async (setting) => {
    const { params, document, revision } = await planned(setting);
    const change = { documentId: document, userId: coder(setting).userId, op: "remove" as const };
    const scope = await scopeOf("round.manage", setting.team.owner, params.project);
    const other = { documentId: document, userId: setting.team.owner.userId, op: "add" as const };
    await changeMatrix(scope, params.round, { changes: [change, other], force: false });
    return { params, body: { revision, plan: 1 } };
  },
  changeRoundDocuments: async (setting) => {
    const { params, document } = await opened(setting);
    return { params, body: { op: "remove", documents: { ids: [document] } } };
  },
  previewRoundDocuments: async (setting) => {
    const { params } = await opened(setting);
    return { params, body: { op: "add", documents: { ids: [await newDocument(setting)] } } };
  },
  undoRoundChange: async (setting) => {
    const { params, document } = await opened(setting);
    const scope = await scopeOf("round.manage", setting.team.owner, params.project);
    const asked = { op: "remove" as const, documents: { ids: [document] } };
    const { opId } = await changeRoundDocuments(scope, params.round, asked);
    return { params: { project: params.project }, body: { opId } };
  },
  handOver: async (setting) => handing(setting, await opened(setting)),
  previewHandOver: async (setting) => handing(setting, await opened(setting)),
  remindRound: async (setting) => ({ params: (await opened(setting)).params, body: {} }),
  claimDocument: async (setting) => ({
    params: (await opened(setting, "claimed")).params,
    body: { id: uuidv7() },
  }),
  giveBackDocument: async (setting) => {
    const { params } = await opened(setting, "claimed");
    const scope = await scopeOf("round.claim", coder(setting), params.project);
    const { documentId } = await claimDocument(scope, params.round, uuidv7());
    return { params: { project: params.project, document: documentId } };
  },
  readMyRounds: ({ team }) => ({ params: { project: team.projectId } }),
  reportActivity: async (setting) => {
    const document = await newDocument(setting);
    await mark(setting.team.projectId, coder(setting), document);
    return {
      params: { project: setting.team.projectId, document },
      body: { id: uuidv7(), activeMs: 30_000 },
    };
  },
  readProgress: ({ team }) => ({ params: { project: team.projectId } }),
  exportProgress: ({ team }) => ({ params: { project: team.projectId }, query: { figure: "people" } }),
};
