package dialtone.order.service;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderChecks;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import dialtone.order.PricedItem;
import dialtone.party.BillingAccount;
import dialtone.party.service.Parties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is to be said to an order before it is stored.
 *
 * @param catalog     it was judged by
 * @param account     that pays; empty only when there are refusals
 * @param lineProduct the customer's product that items without a plan in the order belong to
 * @param refusals    all of them
 */
record OrderAssessment(
        Catalog catalog,
        Optional<BillingAccount> account,
        List<OrderedItem> items,
        Optional<ProductId> lineProduct,
        List<Rejection> refusals) {

    /** Texts of a command, as long as their columns. */
    private static final int MAX_EXTERNAL_ID = 64;

    private static final int MAX_IDEMPOTENCY_KEY = 128;
    private static final int MAX_LOGIN = 64;

    /** Enough plans to know that there are several. */
    private static final int SEVERAL = 2;

    /** Answer that names the line an item belongs to, when the customer has several. */
    static final String LINE_MSISDN = "lineMsisdn";

    /** The customer side of the house, where the assessment looks things up. */
    record Records(Parties parties, Inventory inventory) {}

    static OrderAssessment of(PlaceOrder command, Catalog catalog, Records records, Instant now) {
        Parties parties = records.parties();
        Inventory inventory = records.inventory();
        List<Rejection> refusals = new ArrayList<>(texts(command));
        refusals.addAll(command.details().refusals(now));
        Optional<BillingAccount> account = account(command, parties, refusals);
        OrderChecks.Checked checked =
                OrderChecks.check(command, catalog, inventory.activeOfferings(command.customer()));
        refusals.addAll(checked.refusals());
        Optional<ProductId> line = line(command, checked.items(), inventory, refusals);
        return new OrderAssessment(catalog, account, checked.items(), line, refusals);
    }

    List<PricedItem> priced() {
        return items.stream()
                .map(item -> new PricedItem(
                        item.itemId(),
                        item.offeringId(),
                        item.offering().name(),
                        item.offering().prices()))
                .toList();
    }

    private static List<Rejection> texts(PlaceOrder command) {
        List<Rejection> refusals = new ArrayList<>();
        command.idempotencyKey().ifPresent(key -> {
            if (key.isBlank() || key.length() > MAX_IDEMPOTENCY_KEY) {
                refusals.add(Rejection.at(
                        "idempotencyKey",
                        "INVALID_IDEMPOTENCY_KEY",
                        "An idempotency key has 1 to " + MAX_IDEMPOTENCY_KEY + " characters."));
            }
        });
        command.externalId().ifPresent(id -> {
            if (id.isBlank() || id.length() > MAX_EXTERNAL_ID) {
                refusals.add(Rejection.at(
                        "externalId",
                        "INVALID_EXTERNAL_ID",
                        "An external id has 1 to " + MAX_EXTERNAL_ID + " characters."));
            }
        });
        if (command.placedBy().isBlank() || command.placedBy().length() > MAX_LOGIN) {
            throw new IllegalArgumentException("Not a login: " + command.placedBy());
        }
        return refusals;
    }

    private static Optional<BillingAccount> account(PlaceOrder command, Parties parties, List<Rejection> refusals) {
        if (parties.find(command.customer()).isEmpty()) {
            refusals.add(Rejection.at("customer", "UNKNOWN_CUSTOMER", "There is no such customer."));
            return Optional.empty();
        }
        List<BillingAccount> own = parties.accounts(command.customer());
        if (command.billingAccount().isEmpty()) {
            if (own.size() != 1) {
                refusals.add(Rejection.at(
                        "billingAccount",
                        "BILLING_ACCOUNT_MISSING",
                        "The customer has " + own.size() + " billing accounts: say which one pays."));
                return Optional.empty();
            }
            return Optional.of(own.getFirst());
        }
        Optional<BillingAccount> account = command.billingAccount().flatMap(parties::account);
        if (account.isEmpty()) {
            refusals.add(
                    Rejection.at("billingAccount", "UNKNOWN_BILLING_ACCOUNT", "There is no such billing account."));
        } else if (!account.get().customer().equals(command.customer())) {
            refusals.add(Rejection.at(
                    "billingAccount",
                    "BILLING_ACCOUNT_OF_ANOTHER_CUSTOMER",
                    "This billing account belongs to another customer."));
            return Optional.empty();
        }
        return account;
    }

    /** The active plan that items without one in the order belong to: the one with the number they name, or the only one. */
    private static Optional<ProductId> line(
            PlaceOrder command, List<OrderedItem> items, Inventory inventory, List<Rejection> refusals) {
        Optional<ProductId> line = Optional.empty();
        for (OrderedItem item : items) {
            if (item.isPlan() || item.lineItem().isPresent()) {
                continue;
            }
            Optional<String> named = Optional.ofNullable(item.characteristics().get(LINE_MSISDN));
            List<ProductId> matching = named.map(msisdn -> inventory.activePlan(command.customer(), msisdn).stream()
                            .toList())
                    .orElseGet(() -> inventory.activePlans(command.customer(), SEVERAL));
            String field = command.items().stream()
                    .filter(ordered -> ordered.id().equals(item.itemId()))
                    .map(ordered -> ordered.field() + ".product.productCharacteristic[" + LINE_MSISDN + "]")
                    .findFirst()
                    .orElse("");
            if (matching.isEmpty() && named.isPresent()) {
                refusals.add(Rejection.at(field, "UNKNOWN_LINE", "The customer has no line with this number."));
            } else if (matching.size() > 1 && asksForLine(item)) {
                refusals.add(Rejection.at(
                        field, "LINE_AMBIGUOUS", "The customer has several lines: name the number of the one meant."));
            } else if (!matching.isEmpty()) {
                line = Optional.of(matching.getFirst());
            }
        }
        return line;
    }

    private static boolean asksForLine(OrderedItem item) {
        return item.offering().characteristics().stream()
                .map(CharacteristicSpecification::name)
                .anyMatch(LINE_MSISDN::equals);
    }
}
