package dialtone.platform.tmf;

import dialtone.base.Rejection;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Body of every answer of the TM Forum APIs that is not a success (TMF630, Error), and of the errors that the server itself
 * answers.
 *
 * @param code           UPPER_SNAKE, stable
 * @param reason         for a person, short; begins with the field at fault where there is one
 * @param message        the whole sentence
 * @param status         the HTTP status as text
 * @param referenceError where more is to be found: the log entry's number of an error of ours
 * @param details        everything that is wrong with the request, each with its field; an extension of ours, present
 *                       when there is more than the first
 */
@JsonbPropertyOrder({"code", "reason", "message", "status", "referenceError", "details"})
public record TmfError(
        String code,
        String reason,
        @Nullable String message,
        String status,
        @Nullable String referenceError,
        @Nullable List<Detail> details,
        @JsonbProperty("@type") String type) {

    /** @param field path in the request; absent when no single field is at fault */
    public record Detail(@Nullable String field, String code, String message) {
        static Detail of(Rejection rejection) {
            return new Detail(
                    rejection.field().isEmpty() ? null : rejection.field(), rejection.code(), rejection.message());
        }
    }

    public static TmfError of(int status, String code, String message) {
        return new TmfError(code, message, null, Integer.toString(status), null, null, "Error");
    }

    /** @param reasons at least one */
    public static TmfError of(int status, List<Rejection> reasons) {
        Rejection first = reasons.getFirst();
        String reason = first.field().isEmpty() ? first.message() : first.field() + ": " + first.message();
        List<Detail> details = reasons.stream().map(Detail::of).toList();
        return new TmfError(first.code(), reason, first.message(), Integer.toString(status), null, details, "Error");
    }

    /** @param reference number under which the log tells what happened */
    public static TmfError ofBug(String reference) {
        return new TmfError(
                "INTERNAL_ERROR",
                "The server failed; nothing was changed.",
                "Tell operations the reference: the log says under it what happened.",
                "500",
                "urn:uuid:" + reference,
                null,
                "Error");
    }
}
