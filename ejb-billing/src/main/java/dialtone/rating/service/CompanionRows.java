package dialtone.rating.service;

import dialtone.catalog.OfferingId;
import dialtone.ledger.service.Columns;
import dialtone.rating.Companion;
import dialtone.rating.Companions;
import dialtone.rating.Subscription;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What accounts pay for, for subscriptions whose discounts are given for it. Of most nothing is asked, and nothing is read. */
final class CompanionRows {

    private CompanionRows() {}

    /** The subscriptions with what their accounts pay for and have paid for. By RATING_SUBSCRIPTION_ACCOUNT_IX. */
    static List<Subscription> beside(Connection connection, List<Subscription> subscriptions) throws SQLException {
        TreeSet<String> accounts = new TreeSet<>();
        subscriptions.stream()
                .filter(Subscription::asksForCompanions)
                .forEach(each -> accounts.add(each.account().value()));
        if (accounts.isEmpty()) {
            return subscriptions;
        }
        Map<String, Companions> found = new HashMap<>();
        read(connection, accounts).forEach((account, all) -> found.put(account, new Companions(all)));
        return subscriptions.stream()
                .map(each -> each.asksForCompanions()
                        ? each.on(each.course()
                                .beside(found.getOrDefault(each.account().value(), Companions.NONE)))
                        : each)
                .toList();
    }

    private static Map<String, List<Companion>> read(Connection connection, Set<String> accounts) throws SQLException {
        Map<String, List<Companion>> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT BILLING_ACCOUNT_ID, OFFERING_ID, ACTIVATED_ON, ENDED_ON FROM RATING_SUBSCRIPTION"
                        + " WHERE BILLING_ACCOUNT_ID IN (" + Columns.inList() + ")")) {
            for (List<String> list : Columns.inLists(accounts)) {
                for (int i = 0; i < list.size(); i++) {
                    select.setString(i + 1, list.get(i));
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.computeIfAbsent(row.getString("BILLING_ACCOUNT_ID"), added -> new ArrayList<>())
                                .add(new Companion(
                                        new OfferingId(row.getString("OFFERING_ID")),
                                        Columns.date(row, "ACTIVATED_ON"),
                                        Columns.dateOrNone(row, "ENDED_ON")));
                    }
                }
            }
        }
        return found;
    }
}
