package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.catalog.ProductOffering.Role;
import dialtone.catalog.ServiceSpecification.ResourceKind;
import dialtone.catalog.SimSwapRules;
import dialtone.catalog.service.CatalogStore;
import dialtone.inventory.InventoryState;
import dialtone.inventory.Product;
import dialtone.inventory.ProductId;
import dialtone.inventory.service.Inventory;
import dialtone.order.OrderId;
import dialtone.order.SwapCode;
import dialtone.order.SwapGuard;
import dialtone.party.CustomerId;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The one-time codes of SIM swaps, one transaction each. The line's row is locked first, so that two who are about the same line come one after
 * the other.
 */
@Stateless
public class SwapCodes {

    /** Codes for a line within a day: whoever needs more does not have the customer on the line. */
    static final int MAX_A_DAY = 5;

    private static final Duration DAY = Duration.ofDays(1);

    private static final int RADIX = 10;

    /** A million codes are tried in a day and a half on one core, and a code is valid for minutes. */
    private static final int ITERATIONS = 100_000;

    private static final String ALGORITHM = "PBKDF2WithHmacSHA256";
    private static final int DIGEST_BITS = 256;
    private static final int SALT_BYTES = 16;

    @PersistenceContext
    private EntityManager entities;

    @EJB
    private CatalogStore catalogs;

    @EJB
    private Inventory inventory;

    @Inject
    private Clock clock;

    private final SecureRandom random = new SecureRandom();

    private final int iterations;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public SwapCodes() {
        this.iterations = ITERATIONS;
    }

    /** Outside a container, where nobody guesses and {@code iterations} may be few. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    SwapCodes(EntityManager entities, CatalogStore catalogs, Inventory inventory, Clock clock, int iterations) {
        this.iterations = iterations;
        this.entities = entities;
        this.catalogs = catalogs;
        this.inventory = inventory;
        this.clock = clock;
    }

    /**
     * A code that is to be sent.
     *
     * @param id       under which it is kept
     * @param digits   that the customer is told, and nobody else
     * @param customer whose line it is for
     * @param line     its number, with a plus sign
     */
    public record Issued(String id, String digits, CustomerId customer, String line, Instant validUntil) {

        /** Without the code. */
        @Override
        public String toString() {
            return "Code " + id;
        }
    }

    /**
     * Draws a code for a line.
     *
     * <p>Rejections: {@code UNKNOWN_PRODUCT}, {@code NOT_A_PLAN}, {@code PRODUCT_NOT_ACTIVE}, {@code SIM_SWAP_COOL_OFF},
     * {@code CODE_TOO_SOON}, {@code TOO_MANY_CODES}.
     *
     * @param by login of who asks for it
     */
    public Outcome<Issued> issue(ProductId product, String by) {
        Optional<Product> line = inventory.locked(product);
        Optional<Rejection> objection = line.map(this::objection)
                .orElse(Optional.of(Rejection.at("product", "UNKNOWN_PRODUCT", "There is no such line.")));
        if (objection.isPresent()) {
            return Outcome.rejected(objection.get());
        }
        SimSwapRules rules = catalogs.current().simSwap();
        Instant now = clock.instant();
        String digits = digits();
        SwapCode code = new SwapCode(nextId(), product.value(), by, seal(digits), rules, now);
        entities.persist(code);
        return Outcome.accepted(new Issued(
                code.id(), digits, line.orElseThrow().customer(), number(line.orElseThrow()), code.validUntil()));
    }

    private static String number(Product line) {
        return line.resources().stream()
                .filter(resource -> resource.kind() == ResourceKind.MSISDN)
                .map(resource -> "+" + resource.identifier())
                .findFirst()
                .orElse(line.offeringName());
    }

    private Optional<Rejection> objection(Product line) {
        SimSwapRules rules = catalogs.current().simSwap();
        Instant now = clock.instant();
        if (line.role() != Role.PLAN) {
            return Optional.of(Rejection.at(
                    "product", "NOT_A_PLAN", line.offeringName() + " is no line: it is the line that has a SIM."));
        }
        if (line.state() == InventoryState.TERMINATED) {
            return Optional.of(
                    Rejection.at("product", "PRODUCT_NOT_ACTIVE", line.offeringName() + " has ended already."));
        }
        List<SwapCode> today = since(line.id(), now.minus(DAY));
        return new SwapGuard(rules, now)
                .swap(line.simSwappedAt())
                .or(() -> today.stream()
                        .filter(SwapCode::isPending)
                        .map(code -> code.sentAt().plus(rules.codePause()))
                        .filter(now::isBefore)
                        .findFirst()
                        .map(next -> Rejection.at(
                                "product",
                                "CODE_TOO_SOON",
                                "A code has just been sent; the next one is sent from " + next + " on.")))
                .or(() -> today.size() < MAX_A_DAY
                        ? Optional.empty()
                        : Optional.of(Rejection.at(
                                "product",
                                "TOO_MANY_CODES",
                                "For a line " + MAX_A_DAY + " codes are sent a day, and these were.")));
    }

    /** The mail server has not taken it. */
    public void withdraw(String codeId) {
        Optional.ofNullable(entities.find(SwapCode.class, codeId)).ifPresent(SwapCode::withdraw);
    }

    /**
     * The customer has said a code: when it is the one that was sent last, it stands for an order of the same login.
     *
     * <p>Rejections: {@code UNKNOWN_PRODUCT}, {@code CODE_UNKNOWN} (none was sent), {@code CODE_EXPIRED}, {@code CODE_VOID},
     * {@code CODE_WRONG}; a wrong one is counted.
     *
     * @param by login
     * @return until when it stands for an order
     */
    public Outcome<Instant> confirm(ProductId product, String said, String by) {
        if (inventory.locked(product).isEmpty()) {
            return Outcome.rejected(Rejection.at("product", "UNKNOWN_PRODUCT", "There is no such line."));
        }
        Optional<SwapCode> latest = latest(product);
        if (latest.isEmpty()) {
            return Outcome.rejected(Rejection.at("code", "CODE_UNKNOWN", "No code was sent for this line."));
        }
        Instant now = clock.instant();
        SwapCode code = latest.get();
        Optional<Rejection> objection = code.objection(now);
        if (objection.isPresent()) {
            return Outcome.rejected(objection.get());
        }
        if (!isSealed(code.seal(), said)) {
            return Outcome.rejected(code.miss());
        }
        code.confirm(by, now);
        return Outcome.accepted(
                code.standsUntil(catalogs.current().simSwap().confirmation()).orElseThrow());
    }

    /** Whether a code that this login has had confirmed stands for an order about the line. */
    public boolean isConfirmed(ProductId product, String login) {
        return standing(product, login).isPresent();
    }

    /** It is used up by the order, in the transaction that places it. */
    public void use(ProductId product, String login, OrderId order) {
        standing(product, login)
                .orElseThrow(() -> new IllegalStateException("No code stands for " + order))
                .use(order);
    }

    private Optional<SwapCode> standing(ProductId product, String login) {
        return latest(product)
                .filter(code ->
                        code.standsFor(login, catalogs.current().simSwap().confirmation(), clock.instant()));
    }

    private Optional<SwapCode> latest(ProductId product) {
        return since(product, Instant.EPOCH).stream().findFirst();
    }

    /** Those that customers have, the latest first, by index SIM_SWAP_CODE_PRODUCT_IX. */
    private List<SwapCode> since(ProductId product, Instant from) {
        return entities.createQuery(
                        "select c from SwapCode c where c.product = :product and c.sentAt >= :from and c.unsent = false"
                                + " order by c.sentAt desc, c.id desc",
                        SwapCode.class)
                .setParameter("product", product.value())
                .setParameter("from", from)
                .setMaxResults(MAX_A_DAY)
                .getResultList();
    }

    private String nextId() {
        Object value = entities.createNativeQuery("SELECT SIM_SWAP_CODE_SEQ.NEXTVAL FROM DUAL")
                .getSingleResult();
        return "SWC-" + ((Number) value).longValue();
    }

    private String digits() {
        StringBuilder digits = new StringBuilder();
        for (int digit = 0; digit < SimSwapRules.CODE_DIGITS; digit++) {
            digits.append(random.nextInt(RADIX));
        }
        return digits.toString();
    }

    private SwapCode.Seal seal(String digits) {
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new SwapCode.Seal(HexFormat.of().formatHex(salt), HexFormat.of().formatHex(digest(digits, salt)));
    }

    /** In constant time; spaces between the digits are how people say them. */
    private boolean isSealed(SwapCode.Seal seal, String said) {
        String digits = said.replace(" ", "");
        return digits.length() == SimSwapRules.CODE_DIGITS
                && MessageDigest.isEqual(
                        HexFormat.of().parseHex(seal.digest()),
                        digest(digits, HexFormat.of().parseHex(seal.salt())));
    }

    private byte[] digest(String digits, byte[] salt) {
        try {
            KeySpec spec = new PBEKeySpec(digits.toCharArray(), salt, iterations, DIGEST_BITS);
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (NoSuchAlgorithmException | InvalidKeySpecException impossible) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, impossible);
        }
    }
}
