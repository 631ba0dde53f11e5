package dialtone.simulator.element;

import dialtone.simulator.store.Books;

/** What an element does for a call, inside the transaction that also remembers the request: checks, then at most one effect. */
@FunctionalInterface
public interface Work {

    /** When the effect is there. */
    enum Timing {
        NOW,
        LATER
    }

    /** {@link Answer.Done} with the document to answer and to remember, or {@link Answer.Refused} and nothing changed. */
    Answer in(Books books, Timing timing);
}
