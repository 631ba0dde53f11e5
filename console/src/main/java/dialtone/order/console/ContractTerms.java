package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.fulfilment.Alternative;
import dialtone.fulfilment.CheckResult;
import dialtone.order.PlaceOrder;
import dialtone.order.service.OrderEntry;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a dialog says when it would leave something before the term of its contract is over: an order of that would only be rejected.
 *
 * @param refusals what may not be left yet, each with the day from which it may; empty when nothing speaks against it
 * @param freeOn   day from which all of it may be left, as a browser sends it: {@code 2027-05-25}; empty when nothing speaks against it, and
 *                 when no order is taken so far ahead
 */
record ContractTerms(List<Rejection> refusals, String freeOn) implements Serializable {

    static final ContractTerms FREE = new ContractTerms(List.of(), "");

    /** @param zone of the account */
    static ContractTerms of(OrderEntry entry, PlaceOrder command, ZoneId zone) {
        return of(entry.leftTooEarly(command), zone);
    }

    static ContractTerms of(List<CheckResult> tooEarly, ZoneId zone) {
        List<LocalDate> days = tooEarly.stream()
                .flatMap(finding -> day(finding, zone).stream())
                .toList();
        return new ContractTerms(
                tooEarly.stream().map(ContractTerms::said).toList(),
                days.size() < tooEarly.size()
                        ? ""
                        : days.stream()
                                .max(Comparator.naturalOrder())
                                .map(LocalDate::toString)
                                .orElse(""));
    }

    boolean bind() {
        return !refusals.isEmpty();
    }

    private static Optional<LocalDate> day(CheckResult finding, ZoneId zone) {
        Stream<Instant> starts = finding.alternatives().stream()
                .filter(other -> other.kind() == Alternative.Kind.START)
                .map(other -> Instant.parse(other.content()));
        return starts.findFirst().map(start -> LocalDate.ofInstant(start, zone));
    }

    private static Rejection said(CheckResult finding) {
        return Rejection.at(
                "product",
                finding.code(),
                finding.message() + finding.remedy().map(way -> " " + way).orElse(""));
    }
}
