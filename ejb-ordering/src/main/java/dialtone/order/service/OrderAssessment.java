package dialtone.order.service;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.CharacteristicSpecification;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.Service;
import dialtone.inventory.service.Inventory;
import dialtone.order.AmendmentChecks;
import dialtone.order.CustomerProducts;
import dialtone.order.OrderChecks;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import dialtone.party.BillingAccount;
import dialtone.party.service.Parties;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

    /** The customer side of the house, where the assessment looks things up. */
    record Records(Parties parties, Inventory inventory, OwnedProducts owned, ProductClaims claims) {}

    /**
     * An order as an amendment has it.
     *
     * @param command as it would be placed
     * @param asked   the lines of its items; those of what the order has already are not looked up
     */
    record Amended(PlaceOrder command, AmendmentChecks.Asked asked) {}

    static OrderAssessment of(PlaceOrder command, Catalog catalog, Records records, Instant now) {
        return of(
                new Amended(command, new AmendmentChecks.Asked(command.items(), Map.of(), Set.of())),
                catalog,
                records,
                now);
    }

    static OrderAssessment of(Amended amended, Catalog catalog, Records records, Instant now) {
        PlaceOrder command = amended.command();
        AmendmentChecks.Asked asked = amended.asked();
        Parties parties = records.parties();
        CustomerProducts customer = customer(command, records, now);
        List<Rejection> refusals = new ArrayList<>(texts(command));
        refusals.addAll(command.details().refusals(now));
        Optional<BillingAccount> account = account(command, parties, refusals);
        OrderChecks.Checked checked = OrderChecks.check(command, catalog, customer, asked.lines());
        refusals.addAll(checked.refusals());
        List<OrderedItem> placed = checked.items().stream()
                .filter(item -> !asked.known().contains(item.itemId()))
                .toList();
        Optional<ProductId> line = line(command, catalog, placed, records, refusals);
        return new OrderAssessment(catalog, account, checked.items(), line, refusals);
    }

    /** When the order begins: the requested start, when that is still to come. */
    static Instant startsAt(PlaceOrder command, Instant now) {
        return command.details().requestedStart().filter(now::isBefore).orElse(now);
    }

    /** With the products that it names held until the transaction ends: another order about them waits and then sees this one. */
    private static CustomerProducts customer(PlaceOrder command, Records records, Instant now) {
        OwnedProducts owned = records.owned();
        owned.namedBy(command).forEach(product -> records.inventory().locked(product.id()));
        // asked again: the line may have grown while this one waited
        List<Product> products = owned.namedBy(command);
        Instant startsAt = startsAt(command, now);
        return new CustomerProducts(
                records.inventory().activeOfferings(command.customer()),
                products.stream()
                        .map(product -> {
                            ZoneId zone = records.parties()
                                    .account(product.billingAccount())
                                    .orElseThrow()
                                    .timeZone();
                            return owned.of(
                                    product,
                                    (term, since) -> term.earlyTermination(
                                            LocalDate.ofInstant(since, zone), LocalDate.ofInstant(startsAt, zone)));
                        })
                        .toList(),
                records.claims()
                        .about(products.stream()
                                .map(product -> product.id().value())
                                .toList()));
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
            PlaceOrder command, Catalog catalog, List<OrderedItem> items, Records records, List<Rejection> refusals) {
        Inventory inventory = records.inventory();
        Optional<ProductId> line = Optional.empty();
        for (OrderedItem item : items) {
            if (!item.isAdd() || item.isPlan() || item.lineItem().isPresent()) {
                continue;
            }
            Optional<String> named = Optional.ofNullable(item.characteristics().get(OrderedItem.LINE_MSISDN));
            List<ProductId> matching = named.map(msisdn -> inventory.activePlan(command.customer(), msisdn).stream()
                            .toList())
                    .orElseGet(() -> inventory.activePlans(command.customer(), SEVERAL));
            String field = command.items().stream()
                    .filter(ordered -> ordered.id().equals(item.itemId()))
                    .map(ordered -> ordered.field() + ".product.productCharacteristic[" + OrderedItem.LINE_MSISDN + "]")
                    .findFirst()
                    .orElse("");
            if (matching.isEmpty() && named.isPresent()) {
                refusals.add(Rejection.at(field, "UNKNOWN_LINE", "The customer has no line with this number."));
            } else if (matching.size() > 1 && asksForLine(item)) {
                refusals.add(Rejection.at(
                        field, "LINE_AMBIGUOUS", "The customer has several lines: name the number of the one meant."));
            } else if (!matching.isEmpty()) {
                line = Optional.of(matching.getFirst());
                objection(matching.getFirst(), items, records)
                        .or(() -> inventory.find(matching.getFirst()).flatMap(there -> basis(catalog, item, there)))
                        .ifPresent(by -> refusals.add(by.at(field)));
            }
        }
        return line;
    }

    private record Objection(String code, String message) {
        Rejection at(String field) {
            return Rejection.at(field, code, message);
        }
    }

    /**
     * Whether the line ends or changes meanwhile. It is held until the transaction ends: an order that would do that waits and then sees
     * this one.
     */
    private static Optional<Objection> objection(ProductId line, List<OrderedItem> items, Records records) {
        Optional<Product> owned = records.inventory().locked(line);
        Optional<OrderedItem> here = items.stream()
                .filter(item -> item.product()
                        .filter(product -> product.id().equals(line.value()))
                        .isPresent())
                .findFirst();
        if (here.isPresent()) {
            return Optional.of(
                    here.get().isEnd()
                            ? new Objection("LINE_ENDS", "The line that this belongs to ends with this order.")
                            : new Objection(
                                    "LINE_CHANGES",
                                    "The line that this belongs to changes with this order: add it by another one, afterwards."));
        }
        if (owned.flatMap(Product::suspension).isPresent()) {
            return Optional.of(new Objection(
                    "LINE_SUSPENDED", "The line that this belongs to is suspended: it has to be back in use before."));
        }
        return Optional.ofNullable(
                        records.claims().naming(List.of(line.value())).get(line.value()))
                .map(order -> new Objection(
                        "PRODUCT_IN_ANOTHER_ORDER",
                        "Order " + order + " is under way and about the line that this belongs to."));
    }

    /** A line that is older than what a step of the item rests on lacks it, and so does one that was brought without it. */
    private static Optional<Objection> basis(Catalog catalog, OrderedItem item, Product line) {
        Set<String> there = line.delivering().stream().map(Service::name).collect(Collectors.toSet());
        return item.withoutBasis(catalog, there)
                .map(step -> new Objection(
                        "LINE_LACKS_SERVICE",
                        "The line that this belongs to has none of what \"" + step.label() + "\" rests on: "
                                + String.join(", ", step.dependsOn())
                                + ". A change of its plan brings what it lacks; this can be added afterwards."));
    }

    private static boolean asksForLine(OrderedItem item) {
        return item.offering().characteristics().stream()
                .map(CharacteristicSpecification::name)
                .anyMatch(OrderedItem.LINE_MSISDN::equals);
    }
}
