package dialtone.invoice.tmf;

import dialtone.invoice.BillQuery;
import dialtone.platform.tmf.PageRange;
import dialtone.platform.tmf.QueryFilter;
import dialtone.platform.tmf.TmfRefusal;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What the lists of TMF678 ask for: their filters as the question to the bills. */
final class BillListRequest {

    private static final String ID = "id";
    private static final String NUMBER = "billNo";
    private static final String ACCOUNT = "billingAccount.id";
    private static final String CUSTOMER = "relatedParty.id";
    private static final String BILL = "bill.id";
    private static final String BILL_DATE = "billDate";
    private static final String DATE = "date";

    private BillListRequest() {}

    /** @throws TmfRefusal UNKNOWN_FILTER, INVALID_FILTER, INVALID_SORT naming the parameter */
    static BillQuery bills(MultivaluedMap<String, String> parameters, PageRange range) {
        QueryFilter filter = QueryFilter.of(parameters, Set.of(ID, NUMBER, ACCOUNT, CUSTOMER), Set.of(BILL_DATE));
        Set<String> ids = new HashSet<>(filter.values(ID));
        Set<String> numbers = filter.values(NUMBER);
        if (!ids.isEmpty() && !numbers.isEmpty()) {
            ids.retainAll(numbers);
            ids = ids.isEmpty() ? Set.of("-") : ids; // both, and so none
        } else {
            ids.addAll(numbers);
        }
        return query(parameters, filter, ids, filter.values(CUSTOMER), BILL_DATE, range);
    }

    /** @throws TmfRefusal UNKNOWN_FILTER, INVALID_FILTER, INVALID_SORT naming the parameter */
    static BillQuery rates(MultivaluedMap<String, String> parameters, PageRange range) {
        QueryFilter filter = QueryFilter.of(parameters, Set.of(BILL, ACCOUNT), Set.of(DATE));
        return query(parameters, filter, filter.values(BILL), Set.of(), DATE, range);
    }

    private static BillQuery query(
            MultivaluedMap<String, String> parameters,
            QueryFilter filter,
            Set<String> ids,
            Set<String> customers,
            String date,
            PageRange range) {
        String sort = parameters.getFirst("sort");
        if (sort != null && !sort.equals("-" + date)) {
            throw TmfRefusal.at("sort", "INVALID_SORT", "The list is sorted by -" + date + ".");
        }
        return new BillQuery(
                ids,
                filter.values(ACCOUNT),
                customers,
                filter.from(date).map(BillListRequest::day),
                filter.to(date).map(BillListRequest::day),
                range.offset(),
                range.limit());
    }

    /** A bill has a date and no time: it counts as the beginning of its day in UTC. */
    private static LocalDate day(Instant from) {
        LocalDate day = LocalDate.ofInstant(from, ZoneOffset.UTC);
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().equals(from) ? day : day.plusDays(1);
    }

    /** The bills of one number, and no others. */
    static BillQuery of(String id) {
        return new BillQuery(Set.of(id), Set.of(), Set.of(), Optional.empty(), Optional.empty(), 0, 1);
    }
}
