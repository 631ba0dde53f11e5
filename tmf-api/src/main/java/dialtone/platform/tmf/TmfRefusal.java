package dialtone.platform.tmf;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import jakarta.ws.rs.core.Response.Status;
import java.util.List;
import java.util.Map;

/** A request that is answered with an error: its status and the reasons. {@link TmfErrorMapper} makes the answer of it. */
public class TmfRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The refusals that say something else than "the request is wrong", which is 400. */
    private static final Map<String, Status> STATUS_OF = Map.ofEntries(
            Map.entry("SECOND_PERSON_REQUIRED", Status.FORBIDDEN),
            Map.entry("ASKED_BY_ANOTHER", Status.FORBIDDEN),
            Map.entry("IDEMPOTENCY_KEY_REUSED", Status.CONFLICT),
            Map.entry("REFERENCE_REUSED", Status.CONFLICT),
            Map.entry("CHANGED_MEANWHILE", Status.CONFLICT),
            Map.entry("NOT_IN_VALID_STATE", Status.CONFLICT),
            Map.entry("AMENDMENT_SETTLING", Status.CONFLICT),
            Map.entry("PAST_POINT_OF_NO_RETURN", Status.CONFLICT),
            Map.entry("TOO_MANY_REVISIONS", Status.CONFLICT),
            Map.entry("POOL_CONTENTION", Status.SERVICE_UNAVAILABLE),
            Map.entry("CODE_NOT_SENT", Status.SERVICE_UNAVAILABLE),
            Map.entry("CODE_TOO_SOON", Status.CONFLICT),
            Map.entry("TOO_MANY_CODES", Status.CONFLICT),
            Map.entry("TOO_MANY_SUBSCRIPTIONS", Status.CONFLICT),
            Map.entry("RUN_EXISTS", Status.CONFLICT),
            Map.entry("NOT_RUNNING", Status.CONFLICT),
            Map.entry("NOT_PAUSED", Status.CONFLICT),
            Map.entry("RUN_ENDED", Status.CONFLICT),
            Map.entry("RUN_CANCELLED", Status.CONFLICT),
            Map.entry("NOTHING_FAILED", Status.CONFLICT),
            Map.entry("DECIDED_ALREADY", Status.CONFLICT),
            Map.entry("NOT_POSTED", Status.CONFLICT),
            Map.entry("UNDONE_ALREADY", Status.CONFLICT),
            Map.entry("CREDITED_ALREADY", Status.CONFLICT),
            Map.entry("PARTLY_CREDITED", Status.CONFLICT),
            Map.entry("ASKED_ALREADY", Status.CONFLICT),
            Map.entry("NOT_CALCULATED", Status.CONFLICT),
            Map.entry("NOT_RECONCILED", Status.CONFLICT),
            Map.entry("CLOSED_ALREADY", Status.CONFLICT),
            Map.entry("SELLER_UNKNOWN", Status.CONFLICT),
            Map.entry("RECORD_NOT_SUSPENDED", Status.CONFLICT),
            Map.entry("NOTHING_TO_BILL", Status.CONFLICT),
            Map.entry("NO_SUCH_RUN", Status.NOT_FOUND),
            Map.entry("NO_SUCH_RELATIONSHIP", Status.NOT_FOUND),
            Map.entry("NO_SUCH_ADJUSTMENT", Status.NOT_FOUND),
            Map.entry("NO_SUCH_REQUEST", Status.NOT_FOUND),
            Map.entry("NO_SUCH_INVOICE", Status.NOT_FOUND),
            Map.entry("NO_SUCH_PROMOTION", Status.NOT_FOUND),
            Map.entry("NO_SUCH_SERIES", Status.NOT_FOUND),
            Map.entry("NO_SUCH_COUPON", Status.NOT_FOUND),
            Map.entry("ONE_CODE_FOR_ALL", Status.CONFLICT),
            Map.entry("UNKNOWN_ORDER", Status.NOT_FOUND),
            Map.entry("UNKNOWN_FALLOUT_TASK", Status.NOT_FOUND),
            Map.entry("UNKNOWN_FALLOUT_BATCH", Status.NOT_FOUND),
            Map.entry("UNKNOWN_PROCESS_MOVE", Status.NOT_FOUND),
            Map.entry("UNKNOWN_JEOPARDY_TASK", Status.NOT_FOUND),
            Map.entry("UNKNOWN_ESIM_PROFILE", Status.NOT_FOUND),
            Map.entry("UNKNOWN_WAIVER", Status.NOT_FOUND),
            Map.entry("UNKNOWN_DEVICE_RETURN", Status.NOT_FOUND));

    private final int status;
    private final transient List<Rejection> reasons;

    private TmfRefusal(int status, List<Rejection> reasons) {
        super(reasons.toString());
        this.status = status;
        this.reasons = List.copyOf(reasons);
    }

    /** 400 that names the field. */
    public static TmfRefusal at(String field, String code, String message) {
        return new TmfRefusal(Status.BAD_REQUEST.getStatusCode(), List.of(Rejection.at(field, code, message)));
    }

    public static TmfRefusal notFound(String what, String id) {
        return of(Status.NOT_FOUND, "NOT_FOUND", "There is no " + what + " " + Printable.of(id) + ".");
    }

    public static TmfRefusal of(Status status, String code, String message) {
        return new TmfRefusal(status.getStatusCode(), List.of(Rejection.of(code, message)));
    }

    /**
     * What a service refused, in the words of this API.
     *
     * @param fields names that the service has for fields, to the paths they have in the request
     */
    public static TmfRefusal of(List<Rejection> reasons, Map<String, String> fields) {
        return of(reasons.stream()
                .map(reason -> Rejection.at(
                        fields.getOrDefault(reason.field(), reason.field()), reason.code(), reason.message()))
                .toList());
    }

    /** What a service refused. */
    public static TmfRefusal of(List<Rejection> reasons) {
        return new TmfRefusal(
                STATUS_OF
                        .getOrDefault(reasons.getFirst().code(), Status.BAD_REQUEST)
                        .getStatusCode(),
                reasons);
    }

    /**
     * What a service has accepted.
     *
     * @throws TmfRefusal when it has refused it
     */
    public static <T> T unlessAccepted(Outcome<T> outcome) {
        return switch (outcome) {
            case Outcome.Accepted<T>(T value) -> value;
            case Outcome.Rejected<T>(List<Rejection> reasons) -> throw of(reasons);
        };
    }

    public int status() {
        return status;
    }

    public List<Rejection> reasons() {
        return reasons;
    }
}
