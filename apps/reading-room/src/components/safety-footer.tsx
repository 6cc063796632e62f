import classes from './safety-footer.module.css';

/** Said on every page: what this is not. */
export function SafetyFooter({ demo = false }: { demo?: boolean }) {
  return (
    <footer className={classes.footer}>
      <span>Not a medical device. For research and evaluation; never for the care of a patient.</span>
      {demo && <span className={classes.demo}>Demo profile</span>}
    </footer>
  );
}
