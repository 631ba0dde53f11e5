package dialtone.fulfilment.route;

/** A network element has refused, now or when it was asked before. */
final class ElementRefusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final String words;

    /** @param words the element's own */
    ElementRefusal(String words) {
        super(words);
        this.words = words;
    }

    String words() {
        return words;
    }
}
