package org.liveupdates.hub.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;

/** A certificate for {@code app.test} that nobody has signed, made once in a run by the JDK's own tool. */
public final class Certificate {
    private static final String PASSWORD = "changeit";
    private static final String NAME = "site";

    private static KeyStore store;

    private Certificate() {}

    /** Puts it as {@code site.crt}, its key as {@code site.key} and both as {@code site.pem} into a folder. */
    public static void writeTo(Path folder) {
        try {
            String certificate = pem("CERTIFICATE", store().getCertificate(NAME).getEncoded());
            String key = pem(
                    "PRIVATE KEY", store().getKey(NAME, PASSWORD.toCharArray()).getEncoded());
            Files.writeString(folder.resolve("site.crt"), certificate);
            Files.writeString(folder.resolve("site.key"), key);
            Files.writeString(folder.resolve("site.pem"), certificate + key);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Puts into a folder what a JVM needs that trusts this certificate alone: these are its options. */
    public static List<String> trustedBy(Path folder) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(NAME, store().getCertificate(NAME));
            Path file = folder.resolve("trusted.p12");
            try (OutputStream out = Files.newOutputStream(file)) {
                trusted.store(out, PASSWORD.toCharArray());
            }
            return List.of("-Djavax.net.ssl.trustStore=" + file, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** TLS that trusts this certificate alone, whatever name the server is reached by. */
    public static SocketFactory sockets() {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static synchronized KeyStore store() {
        if (store == null) {
            store = make();
        }
        return store;
    }

    private static KeyStore make() {
        Path folder = ProxyServer.folder();
        Path file = folder.resolve("site.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        StringBuffer said = new StringBuffer();
        Object[] command = (keytool
                        + " -genkeypair -alias site -keyalg EC -groupname secp256r1 -dname CN=app.test -validity 2"
                        + " -ext SAN=dns:app.test,ip:127.0.0.1 -storetype PKCS12 -keystore site.p12 -storepass "
                        + PASSWORD)
                .split(" ");
        try (Child child = Child.startIn(folder, said::append, command)) {
            child.mayEnd();
            Awaitility.await("keytool").until(() -> !child.runs());
            KeyStore made = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                made.load(in, PASSWORD.toCharArray());
            }
            Files.delete(file);
            Files.delete(folder);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("no certificate: " + said, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String what, byte[] der) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
    }
}
