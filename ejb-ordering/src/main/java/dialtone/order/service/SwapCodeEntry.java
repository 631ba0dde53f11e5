package dialtone.order.service;

import dialtone.base.Outcome;
import dialtone.base.Rejection;
import dialtone.inventory.ProductId;
import dialtone.party.service.Parties;
import dialtone.platform.mail.CustomerMail;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/**
 * Where somebody who has a customer on the line has a one-time code sent to him, and says what he has read out: before the order of another
 * SIM, which is refused without it. The code goes to the address of the customer's record and nowhere else; it is in no answer and no log.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SwapCodeEntry {

    @EJB
    private SwapCodes codes;

    @EJB
    private Parties parties;

    @Inject
    private CustomerMail mail;

    @SuppressWarnings("NullAway") // for the container, which fills the fields
    public SwapCodeEntry() {}

    /** Outside a container. */
    @SuppressWarnings("UnnecessaryAssignment") // the same fields, for who is not a container
    SwapCodeEntry(SwapCodes codes, Parties parties, CustomerMail mail) {
        this.codes = codes;
        this.parties = parties;
        this.mail = mail;
    }

    /**
     * Where a code has gone.
     *
     * @param to         the address, all but its beginning and its domain left out
     * @param validUntil it may be confirmed before
     */
    public record Sent(String to, Instant validUntil) {}

    /**
     * Sends a code to the line's customer.
     *
     * <p>Rejections: those of {@link SwapCodes#issue}, {@code NO_ADDRESS} of a customer without e-mail, {@code CODE_NOT_SENT} when the mail
     * server does not take it; then no time has to pass before the next.
     *
     * @param by login of who asks for it
     */
    public Outcome<Sent> send(ProductId product, String by) {
        return codes.issue(product, by).fold(this::send, Outcome::<Sent>rejected);
    }

    private Outcome<Sent> send(SwapCodes.Issued issued) {
        Optional<String> address = parties.find(issued.customer())
                .map(customer -> customer.email())
                .filter(email -> !email.isBlank());
        if (address.isEmpty()) {
            codes.withdraw(issued.id());
            return Outcome.rejected(Rejection.at(
                    "product", "NO_ADDRESS", "The customer's record has no e-mail address that a code could go to."));
        }
        if (!mail.send(message(issued, address.get()))) {
            codes.withdraw(issued.id());
            return Outcome.rejected(Rejection.of(
                    "CODE_NOT_SENT", "The mail server does not take the code just now: try again in a moment."));
        }
        return Outcome.accepted(new Sent(masked(address.get()), issued.validUntil()));
    }

    private static CustomerMail.Message message(SwapCodes.Issued issued, String to) {
        return new CustomerMail.Message(
                to,
                "Your code for another SIM",
                "Somebody has asked our customer service for another SIM for " + issued.line()
                        + ".\r\n\r\n"
                        + "Was it you? Then tell your adviser this code: " + issued.digits() + "\r\n\r\n"
                        + "It was not you? Then tell it to nobody, and call us: without this code nothing happens to your line.\r\n\r\n"
                        + "Dialtone\r\n");
    }

    /** {@code a***@example.org}. */
    static String masked(String address) {
        int at = address.lastIndexOf('@');
        return at < 1 ? "***" : address.charAt(0) + "***" + address.substring(at);
    }

    /** What the customer has said; see {@link SwapCodes#confirm}. */
    public Outcome<Instant> confirm(ProductId product, String said, String by) {
        return codes.confirm(product, said, by);
    }

    /** Whether a code that this login has had confirmed stands for an order about the line. */
    public boolean isConfirmed(ProductId product, String login) {
        return codes.isConfirmed(product, login);
    }
}
