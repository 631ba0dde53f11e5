package dialtone.order.service;

import dialtone.fulfilment.LeftProduct;
import dialtone.fulfilment.LeftProduct.Term;
import dialtone.fulfilment.LeftProduct.Way;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderedItem;
import dialtone.order.OwnedProduct;
import dialtone.order.TermWaiver;
import dialtone.party.service.Parties;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a customer has and an order ends or changes, with the terms that bind it. */
record LeftProducts(Inventory inventory, OwnedProducts owned, Parties parties, WaiverRows waivers) {

    /**
     * Those of these items.
     *
     * @param named    ids that whoever asks knows; what ends with its line and was not named is told of the line's
     * @param startsAt when the order begins, {@code askedAt} or later
     */
    List<LeftProduct> of(List<OrderedItem> items, Set<String> named, Instant askedAt, Instant startsAt) {
        return items.stream()
                .filter(item -> item.isEnd() || item.isChange())
                .flatMap(item -> {
                    String known = named.contains(item.itemId())
                            ? item.itemId()
                            : item.lineItem().orElse(item.itemId());
                    return of(item, known, askedAt, startsAt).stream();
                })
                .toList();
    }

    private Optional<LeftProduct> of(OrderedItem item, String known, Instant askedAt, Instant startsAt) {
        return item.product()
                .map(OwnedProduct::id)
                .flatMap(id -> inventory.find(new ProductId(id)))
                .map(product -> {
                    ZoneId zone = parties.account(product.billingAccount())
                            .orElseThrow()
                            .timeZone();
                    LocalDate leaves = LocalDate.ofInstant(startsAt, zone);
                    Way way = item.isEnd() || item.leavesTerm() ? Way.LEFT : Way.STAYS_BOUND;
                    List<TermWaiver> granted = way == Way.LEFT ? waivers.of(product) : List.of();
                    return new LeftProduct(
                            known,
                            product.id().value(),
                            product.offeringName(),
                            way,
                            askedAt,
                            startsAt,
                            zone,
                            terms(product, zone, granted, leaves),
                            waived(product, zone, granted, leaves));
                });
    }

    /** By which exception a term does not bind that would. */
    private Optional<String> waived(Product product, ZoneId zone, List<TermWaiver> granted, LocalDate leaves) {
        return owned.terms(product).stream()
                .filter(bound -> bound.offering()
                        .minimumTerm()
                        .filter(term -> term.overOn(LocalDate.ofInstant(bound.since(), zone))
                                .isAfter(leaves))
                        .isPresent())
                .flatMap(bound -> WaiverRows.freeing(granted, bound.since(), leaves).stream())
                .map(TermWaiver::words)
                .findFirst();
    }

    private List<Term> terms(Product product, ZoneId zone, List<TermWaiver> granted, LocalDate leaves) {
        return owned.terms(product).stream()
                .filter(bound ->
                        WaiverRows.freeing(granted, bound.since(), leaves).isEmpty())
                .flatMap(bound -> bound.offering().minimumTerm().stream()
                        .map(term -> new Term(term, LocalDate.ofInstant(bound.since(), zone))))
                .toList();
    }
}
