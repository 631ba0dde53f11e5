package dialtone.simulator.element;

/** The five ways an element says no, with the numeric code of {@code network-element-v1.xsd} and the HTTP status of its REST answer. */
public enum FaultKind {
    INVALID_INPUT(1001, "invalidInput", 400),
    ENTITY_NOT_FOUND(1002, "entityNotFound", 404),
    OBJECT_IN_USE(1003, "objectInUse", 409),
    NOT_IN_VALID_STATE(1004, "notInValidState", 409),
    UNABLE_TO_COMPLY(1005, "unableToComply", 422);

    private final int code;
    private final String word;
    private final int httpStatus;

    FaultKind(int code, String word, int httpStatus) {
        this.code = code;
        this.word = word;
        this.httpStatus = httpStatus;
    }

    public int code() {
        return code;
    }

    /** The element's name in the contract, such as {@code objectInUse}. */
    public String word() {
        return word;
    }

    public int httpStatus() {
        return httpStatus;
    }
}
