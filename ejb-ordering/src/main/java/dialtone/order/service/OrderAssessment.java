package dialtone.order.service;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.ProductOffering;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.AmendmentChecks;
import dialtone.order.CouponChecks;
import dialtone.order.CustomerProducts;
import dialtone.order.OrderChecks;
import dialtone.order.OrderId;
import dialtone.order.OrderedItem;
import dialtone.order.PlaceOrder;
import dialtone.order.SwapGuard;
import dialtone.party.BillingAccount;
import dialtone.party.service.Parties;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be said to an order before it is stored.
 *
 * @param catalog     it was judged by
 * @param account     that pays; empty only when there are refusals
 * @param lineProduct the customer's product that items without a plan in the order belong to
 * @param coupons     that the order redeems
 * @param refusals    all of them
 */
record OrderAssessment(
        Catalog catalog,
        Optional<BillingAccount> account,
        List<OrderedItem> items,
        Optional<ProductId> lineProduct,
        List<CouponChecks.Told> coupons,
        List<Rejection> refusals) {

    /** Texts of a command, as long as their columns. */
    private static final int MAX_EXTERNAL_ID = 64;

    private static final int MAX_IDEMPOTENCY_KEY = 128;
    private static final int MAX_LOGIN = 64;

    /** The customer side of the house, where the assessment looks things up. */
    record Records(
            Parties parties,
            Inventory inventory,
            OwnedProducts owned,
            ProductClaims claims,
            Coupons coupons,
            WaiverRows waivers) {}

    /**
     * An order as an amendment has it.
     *
     * @param order   that is amended; empty for one that is placed
     * @param command as it would be placed
     * @param asked   the lines of its items; those of what the order has already are not looked up
     * @param line    of the customer's that what the order has and keeps belongs to
     */
    record Amended(
            Optional<OrderId> order, PlaceOrder command, AmendmentChecks.Asked asked, Optional<ProductId> line) {}

    static OrderAssessment of(PlaceOrder command, Catalog catalog, Records records, Instant now) {
        return of(
                new Amended(
                        Optional.empty(),
                        command,
                        new AmendmentChecks.Asked(command.items(), Map.of(), Set.of()),
                        Optional.empty()),
                catalog,
                records,
                now);
    }

    static OrderAssessment of(Amended amended, Catalog catalog, Records records, Instant now) {
        PlaceOrder command = amended.command();
        AmendmentChecks.Asked asked = amended.asked();
        CustomerProducts customer = customer(command, records, now);
        List<Rejection> refusals = new ArrayList<>(texts(command));
        refusals.addAll(command.details().refusals(now));
        OrderChecks.Checked checked = OrderChecks.check(command, catalog, customer, asked.lines());
        refusals.addAll(checked.refusals());
        SwapGuard guard = new SwapGuard(catalog.simSwap(), startsAt(command, now));
        checked.items().stream()
                .filter(OrderedItem::isSwap)
                .flatMap(item -> item.product().stream())
                .flatMap(line -> records.inventory().find(new ProductId(line.id())).stream())
                .flatMap(line -> guard.swap(line.simSwappedAt()).stream())
                .map(reason -> Rejection.at(
                        command.items().getFirst().field() + ".product.id", reason.code(), reason.message()))
                .forEach(refusals::add);
        checked.items().stream()
                .filter(OrderedItem::isUpgrade)
                .flatMap(item -> item.line(Optional.empty()).stream())
                .flatMap(line -> records.inventory().find(new ProductId(line)).stream())
                .flatMap(line -> guard.addition(ProductOffering.Role.DEVICE, line.simSwappedAt()).stream())
                .map(reason -> Rejection.at(
                        command.items().getFirst().field() + ".product.id", reason.code(), reason.message()))
                .forEach(refusals::add);
        List<OrderedItem> placed = checked.items().stream()
                .filter(item -> !asked.known().contains(item.itemId()))
                .toList();
        Optional<ProductId> line = new LineOfItems(
                        command, guard, catalog, checked.items(), records, amended.order(), amended.line())
                .of(placed, refusals);
        Optional<BillingAccount> account = new PayingAccount(
                        command, records.parties(), about(amended, addedTo(placed, line), records.inventory()))
                .of(refusals);
        PromotedItems promoted = PromotedItems.of(amended, catalog, checked.items(), records.coupons());
        account.map(pays -> promoted.refusals(amended.order(), LocalDate.ofInstant(now, pays.timeZone())))
                .ifPresent(refusals::addAll);
        return new OrderAssessment(catalog, account, promoted.items(), line, promoted.coupons(), refusals);
    }

    /** When the order begins: the requested start, when that is still to come. */
    static Instant startsAt(PlaceOrder command, Instant now) {
        return command.details().requestedStart().filter(now::isBefore).orElse(now);
    }

    /**
     * With the products and lines that it names held, in the order of their ids, until the transaction ends: another order about them waits
     * and then sees this one.
     */
    private static CustomerProducts customer(PlaceOrder command, Records records, Instant now) {
        OwnedProducts owned = records.owned();
        Set<String> lines = owned.namedBy(command).stream()
                .flatMap(product -> product.lineProduct().stream())
                .map(ProductId::value)
                .collect(Collectors.toSet());
        // a line with what belongs to it, and the line of what belongs to one, in the order of their ids
        Stream.of(
                        lines.stream(),
                        owned.namedBy(command).stream()
                                .map(product -> product.id().value()),
                        owned.linesOf(command).stream().map(ProductId::value))
                .flatMap(ids -> ids)
                .distinct()
                .sorted()
                .forEach(id -> records.inventory().locked(new ProductId(id)));
        // asked again: the line may have grown while this one waited
        List<Product> products = owned.namedBy(command);
        Instant startsAt = startsAt(command, now);
        List<String> ids =
                products.stream().map(product -> product.id().value()).toList();
        Map<String, OrderId> claims = new HashMap<>(records.claims().swapping(lines));
        claims.putAll(records.claims().about(ids));
        return new CustomerProducts(
                records.inventory().activeOfferings(command.customer()),
                products.stream()
                        .map(product -> {
                            ZoneId zone = records.parties()
                                    .account(product.billingAccount())
                                    .orElseThrow()
                                    .timeZone();
                            LocalDate leaves = LocalDate.ofInstant(startsAt, zone);
                            return owned.of(
                                    product,
                                    (term, since) -> term.earlyTermination(LocalDate.ofInstant(since, zone), leaves)
                                            .filter(fee -> WaiverRows.freeing(
                                                            records.waivers().of(product), since, leaves)
                                                    .isEmpty()));
                        })
                        .toList(),
                claims,
                records.claims().waiting(ids));
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

    /** The line that something comes to that is not of the order yet. */
    private static Optional<ProductId> addedTo(List<OrderedItem> placed, Optional<ProductId> line) {
        return line.filter(any -> placed.stream().anyMatch(LineOfItems::isWithoutPlan));
    }

    /** Of the customer's: what the items name that the order does not have yet, and the line that they add to. */
    private static List<Product> about(Amended amended, Optional<ProductId> line, Inventory inventory) {
        Stream<ProductId> named = amended.command().items().stream()
                .filter(item -> !amended.asked().known().contains(item.id()))
                .flatMap(item -> Stream.concat(item.product().stream(), item.line().stream()))
                .filter(OwnedProducts::isId)
                .map(ProductId::new);
        return Stream.concat(named, line.stream())
                .distinct()
                .flatMap(id -> inventory.find(id).stream())
                .filter(product -> product.customer().equals(amended.command().customer()))
                .toList();
    }
}
