package dialtone.simulator.element;

/** What an element answers. Documents are JSON, as the element keeps them. */
public sealed interface Answer {

    /** The effect is there, or the question is answered. */
    record Done(String document) implements Answer {}

    /** The effect follows, and its outcome will be reported. */
    record Accepted(String document) implements Answer {}

    /** Nothing was changed. */
    record Refused(Refusal refusal) implements Answer {

        public static Refused because(FaultKind kind, String text) {
            return new Refused(new Refusal(kind, text));
        }
    }

    /** The element does not serve: HTTP 503, SMTP 451. Nothing was changed. */
    record Down(String text) implements Answer {}

    /** The answer is there and the caller will never see it: the connection is closed instead. */
    record Lost(Answer answer) implements Answer {}
}
