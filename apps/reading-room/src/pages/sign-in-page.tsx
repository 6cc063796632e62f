import { Button, Loader, PasswordInput, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { useLocation } from 'wouter';
import { Brand } from '../components/brand';
import { CentredPage } from '../components/centred-page';
import { ProblemNotice } from '../components/problem-notice';
import { SafetyFooter } from '../components/safety-footer';
import { useSignIn, useSignInByLink } from '../session/use-session';
import { takeLinkToken } from '../session/sign-in-link';
import classes from './sign-in-page.module.css';

export function SignInPage({ onSignedIn }: { onSignedIn?: () => void }) {
  const link = useLinkSignIn(onSignedIn);
  return (
    <div className={classes.frame}>
      <CentredPage>
        <div className={classes.card}>
          <Brand large />
          <p className={classes.lead}>
            A draft while the film is still wet, and a radiologist’s name under the report.
          </p>
          {link.isPending ? (
            <p className={classes.waiting} role="status">
              <Loader size="xs" /> Opening your sign-in link
            </p>
          ) : (
            <PasswordForm linkError={link.error} onSignedIn={onSignedIn} />
          )}
        </div>
      </CentredPage>
      <SafetyFooter />
    </div>
  );
}

/** Uses up the token of a sign-in link once, even when React renders the page twice. */
function useLinkSignIn(onSignedIn?: () => void) {
  const [, navigate] = useLocation();
  const signIn = useSignInByLink();
  const used = useRef(false);
  useEffect(() => {
    if (used.current) return;
    used.current = true;
    const token = takeLinkToken();
    if (!token) return;
    const onSuccess = (): void => {
      navigate('/', { replace: true });
      onSignedIn?.();
    };
    signIn.mutate(token, { onSuccess });
  }, [navigate, signIn, onSignedIn]);
  return signIn;
}

function PasswordForm({
  linkError,
  onSignedIn,
}: {
  linkError: unknown;
  onSignedIn: (() => void) | undefined;
}) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useSignIn();
  const error = signIn.error ?? linkError;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate({ username: username.trim(), password }, { onSuccess: () => onSignedIn?.() });
  };
  return (
    <form className={classes.form} onSubmit={submit} aria-label="Sign in">
      {error && !signIn.isPending ? <ProblemNotice error={error} compact /> : null}
      <TextInput
        label="User name"
        name="username"
        autoComplete="username"
        autoFocus
        required
        withAsterisk={false}
        value={username}
        onChange={(event) => setUsername(event.currentTarget.value)}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" size="md" fullWidth loading={signIn.isPending}>
        Sign in
      </Button>
    </form>
  );
}
