import { useLink } from "@/lib/contracts/accounts";
import { readAdjudication } from "@/lib/contracts/adjudication";
import { type AnnotationResource, batchAnnotations, listAnnotations } from "@/lib/contracts/annotations";
import { createDocument } from "@/lib/contracts/documents";
import { createInvitation, createProject } from "@/lib/contracts/projects";
import type { ProjectRole } from "@/lib/policy/policy";
import { type Api, newcomer, nextName, type Person, signIn } from "./people";

type NewDocument = { readonly title?: string; readonly text: string } & Readonly<Record<string, unknown>>;

/** A project that only this test knows, made through the API. */
export class TestProject {
  private constructor(
    readonly owner: Api,
    readonly id: string,
    readonly name: string,
  ) {}

  static async begin(owner: Api, settings: { name?: string; blind?: boolean } = {}): Promise<TestProject> {
    const name = settings.name ?? nextName("Two summits");
    const { id } = await owner.call(createProject, { body: { ...settings, name } });
    return new TestProject(owner, id, name);
  }

  /** The address of a page of the project. */
  page(below = "/documents"): string {
    return `/projects/${this.id}${below}`;
  }

  async document({ title = "Talks in Brindle", ...rest }: NewDocument): Promise<string> {
    const { id } = await this.owner.call(createDocument, {
      params: { project: this.id },
      body: { title, ...rest },
    });
    return id;
  }

  /** A new account that joins by an invitation, signed in. */
  async join(name: string, role: ProjectRole = "annotator"): Promise<{ person: Person; api: Api }> {
    const { origin } = this.owner;
    const word = name.toLowerCase().replace(/[^a-z]/g, "") || "somebody";
    const person: Person = {
      name,
      email: `${nextName(word)}@example.org`,
      password: `${word} counts nine green kettles`,
    };
    const { link } = await this.owner.call(createInvitation, {
      params: { project: this.id },
      body: { role },
    });
    const visitor = await newcomer(origin);
    await visitor.call(useLink, { body: { token: new URL(link).hash.slice(1), ...person } });
    await visitor.request.dispose();
    return { person, api: await signIn(origin, person) };
  }

  /** Everything the caller may see on a document. */
  async annotations(document: string, api: Api = this.owner): Promise<AnnotationResource[]> {
    const params = { project: this.id, document };
    const { items } = await api.call(listAnnotations, { params, query: { limit: 1_000 } });
    return items;
  }

  /** The words of each mark on a document, with its tag: `ACTOR: Minister Oran`. */
  async marks(document: string, api: Api = this.owner): Promise<string[]> {
    const rows = await this.annotations(document, api);
    return rows
      .flatMap((row) =>
        row.kind === "span" ? [`${row.tag}: ${row.spans.map(({ quote }) => quote).join(" … ")}`] : [],
      )
      .sort();
  }

  /** The marks of the gold alone, as `marks` tells them. */
  async goldMarks(document: string): Promise<string[]> {
    const params = { project: this.id, document };
    const { gold } = await this.owner.call(readAdjudication, { params });
    return gold
      .flatMap((row) =>
        row.kind === "span" ? [`${row.tag}: ${row.spans.map(({ quote }) => quote).join(" … ")}`] : [],
      )
      .sort();
  }

  /** Tags words of a document as the caller, by the place of the words in its text. */
  async tag(document: string, text: string, tag: string, words: string, api: Api = this.owner) {
    const at = text.indexOf(words);
    const start = [...text.slice(0, at)].length;
    const spans = [{ start, end: start + [...words].length }];
    const { items } = await api.call(batchAnnotations, {
      params: { project: this.id, document },
      body: { annotations: [{ kind: "span", tag, spans }] },
    });
    const [made] = items;
    if (!made) throw new Error("Nothing was made");
    return made;
  }
}
