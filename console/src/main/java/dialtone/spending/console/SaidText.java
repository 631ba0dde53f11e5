package dialtone.spending.console;

import dialtone.base.console.Amounts;
import dialtone.base.console.When;
import dialtone.spending.SpendingChoice;
import dialtone.spending.SpendingStanding;
import dialtone.spending.service.SpendingChoices.Said;
import java.util.List;

/** What a customer has wanted, in a sentence. */
final class SaidText {

    private SaidText() {}

    /** {@code Data abroad of +491510000001: €100.00 from 2026-11-01, said 25 Nov by csr}. */
    static String of(Said said, List<SpendingStanding> standing) {
        SpendingChoice choice = said.choice();
        String name = standing.stream()
                .filter(each -> each.limit().id().equals(choice.limit()))
                .map(each -> each.limit().name())
                .findFirst()
                .orElse(choice.limit());
        String wish = switch (choice.wish()) {
            case SpendingChoice.Most most -> Amounts.text(most.amount());
            case SpendingChoice.Off off -> "no limit";
            case SpendingChoice.Usual usual -> "as usual";
        };
        return name + choice.msisdn().map(number -> " of +" + number).orElse("") + ": " + wish + " from "
                + choice.from() + ", said " + When.of(said.at()).text() + " by " + said.by();
    }
}
