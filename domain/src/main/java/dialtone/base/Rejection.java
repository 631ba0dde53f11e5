package dialtone.base;

/**
 * Why something that was asked for is refused. It is a value, not an exception: each edge maps it once (4xx, SOAP fault,
 * BPMN error, a message beside the field).
 *
 * @param code    UPPER_SNAKE, stable, at most 64 characters
 * @param message one sentence for the person who asked
 * @param field   path of the field at fault in the request, such as {@code productOrderItem[0].productOffering.id};
 *                empty when no single field is
 */
public record Rejection(String code, String message, String field) {

    public static Rejection of(String code, String message) {
        return new Rejection(code, message, "");
    }

    public static Rejection at(String field, String code, String message) {
        return new Rejection(code, message, field);
    }
}
