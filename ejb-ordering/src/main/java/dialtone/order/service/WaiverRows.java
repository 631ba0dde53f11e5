package dialtone.order.service;

import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.order.TermWaiver;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What was granted of the minimum terms of products. */
record WaiverRows(EntityManager entities) {

    /** Of one product: nobody is granted more. */
    private static final int MAX_OF_PRODUCT = 100;

    /** Those of a product, and of the line it belongs to, the latest first. By index TERM_WAIVER_PRODUCT_IX. */
    List<TermWaiver> of(Product product) {
        return entities.createQuery(
                        "select w from TermWaiver w where w.product in (:product, :line) order by w.askedAt desc, w.id desc",
                        TermWaiver.class)
                .setParameter("product", product.id().value())
                .setParameter(
                        "line",
                        product.lineProduct()
                                .map(ProductId::value)
                                .orElse(product.id().value()))
                .setMaxResults(MAX_OF_PRODUCT)
                .getResultList();
    }

    /** The one by which a term of the product that began then does not bind on that day; empty when it does. */
    static Optional<TermWaiver> freeing(List<TermWaiver> waivers, Instant begun, LocalDate day) {
        return waivers.stream().filter(waiver -> waiver.frees(begun, day)).findFirst();
    }
}
