package dialtone.order.service;

import dialtone.base.Rejection;
import dialtone.catalog.Catalog;
import dialtone.catalog.Price;
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
import dialtone.party.BillingAccountId;
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
        Parties parties = records.parties();
        CustomerProducts customer = customer(command, records, now);
        List<Rejection> refusals = new ArrayList<>(texts(command));
        refusals.addAll(command.details().refusals(now));
        OrderChecks.Checked checked = OrderChecks.check(command, catalog, customer, asked.lines());
        Optional<BillingAccount> account = account(command, changing(checked, records.inventory()), parties, refusals);
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
        sharedElsewhere(placed, line.flatMap(records.inventory()::find), account)
                .ifPresent(refusals::add);
        PromotedItems promoted = PromotedItems.of(amended, catalog, checked.items(), records.coupons());
        account.map(pays -> promoted.refusals(amended.order(), LocalDate.ofInstant(now, pays.timeZone())))
                .ifPresent(refusals::addAll);
        return new OrderAssessment(catalog, account, promoted.items(), line, promoted.coupons(), refusals);
    }

    /** What lines share is of one account, which is that of the line it is ordered for. */
    private static Optional<Rejection> sharedElsewhere(
            List<OrderedItem> placed, Optional<Product> line, Optional<BillingAccount> account) {
        boolean shares = placed.stream()
                .filter(OrderedItem::isAdd)
                .filter(item -> item.lineItem().isEmpty())
                .flatMap(item -> item.offering().prices().stream())
                .anyMatch(price -> price instanceof Price.Allowance together
                        && together.terms().shared());
        return line.filter(product -> shares
                        && account.filter(pays -> !pays.id().equals(product.billingAccount()))
                                .isPresent())
                .map(product -> Rejection.at(
                        "billingAccount",
                        "BILLING_ACCOUNT_OF_ANOTHER_PRODUCT",
                        product.offeringName() + ", product " + product.id() + ", is paid by "
                                + product.billingAccount() + ", and lines of one account share an allowance."));
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

    /** Products that go over to another offering: what they cost from then on is charged to the account that pays for them already. */
    private static List<Product> changing(OrderChecks.Checked checked, Inventory inventory) {
        return checked.items().stream()
                .filter(OrderedItem::isChange)
                .flatMap(item -> item.product().stream())
                .flatMap(product -> inventory.find(new ProductId(product.id())).stream())
                .toList();
    }

    /** That of the products that change, when the command names none. */
    private static Optional<BillingAccount> account(
            PlaceOrder command, List<Product> changing, Parties parties, List<Rejection> refusals) {
        if (parties.find(command.customer()).isEmpty()) {
            refusals.add(Rejection.at("customer", "UNKNOWN_CUSTOMER", "There is no such customer."));
            return Optional.empty();
        }
        List<BillingAccount> own = parties.accounts(command.customer());
        Optional<BillingAccountId> named = command.billingAccount()
                .or(() -> changing.stream().map(Product::billingAccount).findFirst());
        if (named.isEmpty()) {
            if (own.size() != 1) {
                refusals.add(Rejection.at(
                        "billingAccount",
                        "BILLING_ACCOUNT_MISSING",
                        "The customer has " + own.size() + " billing accounts: say which one pays."));
                return Optional.empty();
            }
            return Optional.of(own.getFirst());
        }
        Optional<BillingAccount> account = named.flatMap(parties::account);
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
        changing.stream()
                .filter(product -> !Optional.of(product.billingAccount()).equals(named))
                .findFirst()
                .ifPresent(product -> refusals.add(Rejection.at(
                        "billingAccount",
                        "BILLING_ACCOUNT_OF_ANOTHER_PRODUCT",
                        product.offeringName() + ", product " + product.id() + ", is paid by "
                                + product.billingAccount() + ", and so is what it changes to.")));
        return account;
    }
}
