package dialtone.invoice.console;

import dialtone.base.console.FormPage;
import dialtone.party.BillingAccount;
import dialtone.party.BillingAccountId;
import dialtone.party.service.Parties;
import jakarta.ejb.EJB;
import java.io.IOException;
import java.util.Optional;

/** A page of one billing account. Parameter of its address: id. */
public abstract class AccountFormPage extends FormPage {
    private static final long serialVersionUID = 1;

    private static final String PARAMETER = "id";

    @EJB
    private Parties parties;

    private String id = "";

    @SuppressWarnings("NullAway") // the container injects
    protected AccountFormPage() {}

    /** Reads the account of the address and shows the page; answers 404 when there is none. */
    public void open() throws IOException {
        Optional<BillingAccount> found =
                id(PARAMETER).map(BillingAccountId::new).flatMap(parties::account);
        if (found.isEmpty()) {
            notFound("No such billing account");
            return;
        }
        id = found.get().id().value();
        show(found.get());
    }

    /** The first time. */
    protected abstract void show(BillingAccount account);

    protected BillingAccountId account() {
        return new BillingAccountId(id);
    }

    /** As it is now. */
    protected BillingAccount read() {
        return parties.account(account()).orElseThrow();
    }

    public String id() {
        return id;
    }
}
