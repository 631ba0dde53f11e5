package dialtone.order.service;

import dialtone.base.Rejection;
import dialtone.inventory.Product;
import dialtone.order.PlaceOrder;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The account that pays for an order: the one that it names, else that of what it is about, else the only one that the customer has. A number is
 * charged to one account, so what comes to a line is paid by who pays for the line, and an order about what is there has the account of that.
 *
 * @param about products of the customer's that the order is about, and the lines that it adds to
 */
record PayingAccount(PlaceOrder command, Parties parties, List<Product> about) {

    PayingAccount {
        about = List.copyOf(about);
    }

    /**
     * Empty when there are refusals. Adds to them, at {@code billingAccount}: {@code BILLING_ACCOUNT_MISSING, UNKNOWN_BILLING_ACCOUNT,
     * BILLING_ACCOUNT_OF_ANOTHER_CUSTOMER, BILLING_ACCOUNT_OF_ANOTHER_PRODUCT}; at {@code customer}: {@code UNKNOWN_CUSTOMER}.
     *
     * <p>A customer has BAC-1, which pays for his line, and BAC-2. That the line ends is BAC-1's, also when the order does not say so; an add-on for
     * it by BAC-2 is refused; a new line has to say which of the two.
     */
    Optional<BillingAccount> of(List<Rejection> refusals) {
        if (parties.find(command.customer()).isEmpty()) {
            refusals.add(Rejection.at("customer", "UNKNOWN_CUSTOMER", "There is no such customer."));
            return Optional.empty();
        }
        Optional<BillingAccountId> named = command.billingAccount()
                .or(() -> about.stream().map(Product::billingAccount).findFirst());
        return named.isEmpty() ? only(refusals) : named(named.get(), refusals);
    }

    private Optional<BillingAccount> only(List<Rejection> refusals) {
        List<BillingAccount> own = parties.accounts(command.customer());
        if (own.size() == 1) {
            return Optional.of(own.getFirst());
        }
        // what names a product that is none of the customer's is refused for that, and nobody has to say who would pay
        if (refusals.isEmpty() || command.items().stream().anyMatch(PayingAccount::isNew)) {
            refusals.add(Rejection.at(
                    "billingAccount",
                    "BILLING_ACCOUNT_MISSING",
                    "The customer has " + own.size() + " billing accounts: say which one pays."));
        }
        return Optional.empty();
    }

    private static boolean isNew(PlaceOrder.Item item) {
        return Stream.concat(item.product().stream(), item.line().stream())
                .findAny()
                .isEmpty();
    }

    private Optional<BillingAccount> named(BillingAccountId id, List<Rejection> refusals) {
        Optional<BillingAccount> account = parties.account(id);
        if (account.isEmpty()) {
            refusals.add(
                    Rejection.at("billingAccount", "UNKNOWN_BILLING_ACCOUNT", "There is no such billing account."));
            return account;
        }
        if (!account.get().customer().equals(command.customer())) {
            refusals.add(Rejection.at(
                    "billingAccount",
                    "BILLING_ACCOUNT_OF_ANOTHER_CUSTOMER",
                    "This billing account belongs to another customer."));
            return Optional.empty();
        }
        about.stream()
                .filter(product -> !product.billingAccount().equals(id))
                .findFirst()
                .ifPresent(product -> refusals.add(Rejection.at(
                        "billingAccount",
                        "BILLING_ACCOUNT_OF_ANOTHER_PRODUCT",
                        product.offeringName() + ", product " + product.id() + ", is paid by "
                                + product.billingAccount()
                                + ", and so is what is ordered for it. One account pays for an order.")));
        return account;
    }
}
