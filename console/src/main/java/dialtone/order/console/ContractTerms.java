package dialtone.order.console;

import dialtone.base.Rejection;
import dialtone.fulfilment.CheckResult;
import dialtone.order.PlaceOrder;
import dialtone.order.service.OrderEntry;
import java.util.List;

/** What a dialog says when it would leave something before the term of its contract is over: an order of that would only be rejected. */
final class ContractTerms {

    private ContractTerms() {}

    /** Empty when nothing speaks against it; each has the day from which it may be left. */
    static List<Rejection> tooEarly(OrderEntry entry, PlaceOrder command) {
        return entry.leftTooEarly(command).stream().map(ContractTerms::said).toList();
    }

    private static Rejection said(CheckResult finding) {
        return Rejection.at(
                "product",
                finding.code(),
                finding.message() + finding.remedy().map(way -> " " + way).orElse(""));
    }
}
