package dialtone.element.service;

/** A network element is not to be asked now: it is out of reach, in maintenance, or has as much to do as it may get. */
public final class ElementNotOpen extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what whoever wanted to call waits for, as a sentence */
    public ElementNotOpen(String message) {
        super(message, null, false, false); // how a call came to be made says nothing, and many may come
    }
}
