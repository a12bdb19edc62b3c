import type { PreparedDocument } from "./prepared-document";
import type { Sink, Statistic, Tally } from "./statistic";
import { type ValueCounts, ValueSlots } from "./value-slots";

/** How many units of each tag a document has; all tags together as topic 0. */
export const documentCounts: Statistic<ValueCounts, ValueCounts> = {
  id: "document-counts",
  subject: "marks",
  start({ plan }) {
    const topics = plan.tags.map((tag) => ({ tag, attribute: null }));
    const slots = [null, ...topics].map((_, topic) => new ValueSlots(topic));
    const count = (
      { codings }: PreparedDocument,
      chosen: readonly number[],
      sink: Sink,
      wantsTopics: boolean,
    ) => {
      const counts = chosen.map((at) => codings[at]?.counts ?? new Int32Array());
      slots.slice(0, wantsTopics ? slots.length : 1).forEach((ofTopic, topic) => {
        const values = counts.map((ofTags) =>
          topic === 0 ? ofTags.reduce((sum, one) => sum + one, 0) : (ofTags[topic - 1] ?? 0),
        );
        ofTopic.add(sink, values);
      });
    };
    const read = (tally: Tally) => (slots[tally.topic] ?? new ValueSlots(tally.topic)).read(tally);
    return {
      topics,
      countPair: (document, a, b, sink, wantsTopics) => count(document, [a, b], sink, wantsTopics),
      readPair: read,
      group: {
        count: (document, sink) => count(document, [...document.codings.keys()], sink, true),
        read,
      },
    };
  },
};
