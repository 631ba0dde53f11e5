package dialtone.fulfilment.route;

/** A network element has refused what, by the fault policy, it may do the next time: asked again as after an outage. */
final class ElementRetry extends Exception {

    private static final long serialVersionUID = 1L;

    private final String words;

    /** @param words the element's own */
    ElementRetry(String words) {
        super(words);
        this.words = words;
    }

    String words() {
        return words;
    }
}
