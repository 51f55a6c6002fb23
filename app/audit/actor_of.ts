interface Asked {
  auth: { getUserOrFail(): { id: string } }
  request: { ip(): string }
}

/** The person who sends a request, as entries of the audit log name them. */
export const actorOf = ({ auth, request }: Asked) => ({
  id: auth.getUserOrFail().id,
  ip: request.ip(),
})
