package dialtone.order;

import java.util.List;
import java.util.Optional;

/**
 * Which qualifications are asked for; each list empty when it does not matter.
 *
 * @param ids       of qualifications
 * @param customers ids
 * @param results   names of {@link OfferingQualification.Result}
 * @param askedBy   login; empty for everybody's
 * @param offset    from 0
 * @param limit     of the answer
 */
public record QualificationQuery(
        List<String> ids,
        List<String> customers,
        List<String> results,
        Optional<String> askedBy,
        int offset,
        int limit) {

    public QualificationQuery {
        ids = List.copyOf(ids);
        customers = List.copyOf(customers);
        results = List.copyOf(results);
    }

    public static QualificationQuery all(int offset, int limit) {
        return new QualificationQuery(List.of(), List.of(), List.of(), Optional.empty(), offset, limit);
    }

    public QualificationQuery withId(String id) {
        return new QualificationQuery(List.of(id), customers, results, askedBy, offset, limit);
    }

    /** Those that a caller may see. */
    public QualificationQuery in(OrderScope scope) {
        return new QualificationQuery(ids, customers, results, scope.placedBy(), offset, limit);
    }
}
