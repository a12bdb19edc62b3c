import "server-only";
import { listPairings } from "../agreement/list-pairings";
import * as read from "../agreement/read";
import * as write from "../agreement/write";
import { Existing, type Handlers } from "./handler";

const reportIn = (params: Readonly<Record<string, string>>): string => params.report ?? "";

export const agreementHandlers = {
  async createAgreementReport({ scope, body }) {
    const { report, isNew } = await write.createReport(scope, body);
    return isNew ? report : new Existing(report);
  },
  listAgreementReports: ({ scope, query }) => read.listReports(scope, query),
  readAgreementReport: ({ scope, params }) => read.readReport(scope, reportIn(params)),
  cancelAgreementReport: ({ scope, params }) => write.cancelReport(scope, reportIn(params)),
  listAgreementPairings: ({ scope, params, query }) => listPairings(scope, reportIn(params), query),
  readMeasures: async ({ scope }) => ({ items: read.listMeasures(scope) }),
} satisfies Handlers<
  | "createAgreementReport"
  | "listAgreementReports"
  | "readAgreementReport"
  | "cancelAgreementReport"
  | "listAgreementPairings"
  | "readMeasures"
>;
