package dialtone.spending.console;

import dialtone.base.console.Amounts;
import dialtone.base.console.When;
import dialtone.spending.SpendingLimit.Then;
import dialtone.spending.SpendingStanding;

/**
 * How far a line, or the account, is with a limit.
 *
 * @param whose {@code +491510000001}, or all lines
 * @param left  a dash where there is no limit
 * @param held  how many records wait for it, in words; empty where none does
 * @param told  what the customer was told, the latest last; empty for nothing
 */
public record SpendingRow(
        String limit, String whose, String most, String spent, String left, String beyond, String held, String told) {

    static SpendingRow of(SpendingStanding standing) {
        return new SpendingRow(
                standing.limit().name(),
                standing.msisdn().map(number -> "+" + number).orElse("All lines"),
                standing.most().map(Amounts::text).orElse("No limit"),
                Amounts.text(standing.spent()),
                standing.left().map(Amounts::text).orElse("—"),
                (standing.limit().then() == Then.HOLD ? "Use beyond it is held" : "Use beyond it is charged")
                        + (standing.limit().offerings().isAny() ? "" : ", as its plan has it"),
                standing.held() == 0
                        ? ""
                        : standing.held() + (standing.held() == 1 ? " record waits" : " records wait"),
                String.join(
                        ", ",
                        standing.notices().stream()
                                .map(told -> told.percent() + " % of " + Amounts.text(told.most()) + " on "
                                        + When.of(told.at()).text() + (told.mailed() ? " by mail" : ""))
                                .toList()));
    }
}
